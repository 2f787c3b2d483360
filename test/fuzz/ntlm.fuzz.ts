import fc from 'fast-check';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { decodeAvPairs, decodeNtlm } from '../../harness/wire/ntlm/index.js';
import type { FuzzTarget } from './target.js';

function onlyHarnessErrors(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
  }
}

const tail = fc.uint8Array({ maxLength: 200 });

export const targets: FuzzTarget[] = [
  {
    name: 'NTLM messages of any type',
    property: fc.property(fc.integer({ min: 0, max: 4 }), tail, (type, rest) => {
      const head = Buffer.from(`NTLMSSP\0${String.fromCharCode(type)}\0\0\0`, 'latin1');
      onlyHarnessErrors(() => decodeNtlm(Buffer.concat([head, rest])));
      onlyHarnessErrors(() => decodeNtlm(Buffer.from(rest)));
    }),
  },
  {
    name: 'NTLM messages with small lengths and offsets',
    property: fc.property(
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.nat(120), { minLength: 6, maxLength: 30 }),
      (type, words) => {
        const body = Buffer.alloc(words.length * 4);
        words.forEach((word, i) => {
          body.writeUInt32LE(word, 4 * i);
        });
        const head = Buffer.from(`NTLMSSP\0${String.fromCharCode(type)}\0\0\0`, 'latin1');
        onlyHarnessErrors(() => decodeNtlm(Buffer.concat([head, body])));
      },
    ),
  },
  {
    name: 'AV pairs',
    property: fc.property(tail, (bytes) => onlyHarnessErrors(() => decodeAvPairs(Buffer.from(bytes)))),
  },
];
