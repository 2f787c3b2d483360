import fc from 'fast-check';
import { certsOnlyPkcs7 } from '../../certs/authorities/index.js';
import { compareCertificates } from '../../certs/authorities/look-alike/index.js';
import { readTemplate } from '../../certs/authorities/look-alike/template.js';
import { orderChain, readCertificates } from '../../certs/bundles/index.js';
import { certificateText } from '../../certs/bundles/pem-writer.js';
import { storedRoot, summarize } from '../../certs/trust/index.js';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import type { FuzzTarget } from './target.js';

const root = (number: string) => Buffer.from(storedRoot(`lpe-root-${number}`)?.certificate ?? '', 'base64');
const roots = () => ['03', '22', '28'].map(root);

/** The same certificates as every kind of file. */
const forms = (): Buffer[] => {
  const ders = roots();
  const text = ders.map((der) => certificateText(der)).join('subject=CN = something\n');
  const p7b = certsOnlyPkcs7(ders);
  const one = ders[0] ?? Buffer.alloc(0);
  return [Buffer.from(text), Buffer.from(`\ufeff${text}`, 'utf16le'), p7b, Buffer.from(p7b.toString('base64')), one];
};

/** Every refusal names the file; whatever is read can be read again as a certificate. */
function readsOrRefuses(data: Buffer): void {
  try {
    for (const der of readCertificates(data, 'fuzz.cer').certificates) summarize(der);
  } catch (error) {
    if (!(error instanceof HarnessError) || error.code !== 'CERTIFICATE_FILE_INVALID') throw error;
    if (!error.message.startsWith('fuzz.cer, ')) throw new Error(`"${error.message}" does not name the file`);
  }
}

function onlyForeseen(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
  }
}

const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });

function changed(original: Buffer, at: readonly (readonly [number, number])[]): Buffer {
  const copy = Buffer.from(original);
  for (const [place, value] of at) copy[place % copy.length] = value;
  return copy;
}

const marker = fc.constantFrom(
  '-----BEGIN CERTIFICATE-----',
  '-----END CERTIFICATE-----',
  '-----BEGIN PKCS7-----',
  '----',
);
const line = fc.oneof(marker, fc.base64String({ maxLength: 80 }), fc.string({ maxLength: 20 }));

export const targets: readonly FuzzTarget[] = [
  {
    name: 'bundles: random bytes',
    property: fc.property(fc.uint8Array({ maxLength: 600 }), (data) => readsOrRefuses(Buffer.from(data))),
  },
  {
    name: 'bundles: PEM-like lines in any order',
    property: fc.property(fc.array(line, { maxLength: 12 }), (lines) => readsOrRefuses(Buffer.from(lines.join('\n')))),
  },
  {
    name: 'bundles: changed and cut files of every form',
    property: fc.property(fc.nat(4), changes, fc.boolean(), fc.nat(), (form, at, whole, cut) => {
      const file = changed(forms()[form] ?? Buffer.alloc(1), at);
      readsOrRefuses(whole ? file : file.subarray(0, cut % file.length));
    }),
  },
  {
    name: 'bundles: a changed certificate cut into pieces, compared and put in order',
    property: fc.property(changes, (at) => {
      const [first = Buffer.alloc(0), ...others] = roots();
      const der = changed(first, at);
      onlyForeseen(() => readTemplate(der));
      onlyForeseen(() => orderChain([der, ...others, first]));
      onlyForeseen(() => {
        if (compareCertificates(first, der).length === 0 && !first.equals(der)) throw new Error('a change went unseen');
      });
    }),
  },
];
