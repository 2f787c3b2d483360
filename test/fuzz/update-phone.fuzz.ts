import fc from 'fast-check';
import { readUpdateAnswer } from '../../harness/phone/update/answer.js';
import { type Flash, install } from '../../harness/phone/update/flash.js';
import { HashedSlot } from '../../harness/phone/update/image-slot.js';
import { onlyHarnessErrors } from './promises.js';
import type { FuzzTarget } from './target.js';

const piece = fc.constantFrom(
  '<Response>',
  '</Response>',
  '<Downloads>1</Downloads>',
  '<Downloads>0</Downloads>',
  '<BaseURL>http://a/',
  '</BaseURL>',
  '<Modules><Module>',
  '</Module></Modules>',
  '<FileName>CPE.nbt</FileName>',
  '<FileName>../../etc/passwd</FileName>',
  '<SignatureFileName>CPE.cat</SignatureFileName>',
  '<Version>4.0.7577.4420</Version>',
  '<Version>4.0</Version>',
  '<x:Version xmlns:x="y">1.2.3.4</x:Version>',
  '&amp;',
  '<![CDATA[',
  ']]>',
);

export const targets: FuzzTarget[] = [
  {
    name: 'any answer of an update service is an offer a phone can follow, none, or a HarnessError',
    property: fc.property(
      fc.oneof(
        fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
        fc.array(piece, { maxLength: 12 }).map((pieces) => `<Response>${pieces.join('')}</Response>`),
        fc.string(),
      ),
      (text) => {
        const offer = onlyHarnessErrors(() => readUpdateAnswer(Buffer.from(text)));
        if (offer === undefined) return;
        if (!/^\d+(\.\d+){3}$/.test(offer.version)) throw new Error('a version that is none');
        for (const file of [offer.file, offer.signatureFile]) {
          if (/[/\\]|^\.|^$/.test(file)) throw new Error('a file that leads elsewhere');
        }
      },
    ),
  },
  {
    name: 'an image in any pieces has one length and one hash',
    property: fc.property(fc.array(fc.uint8Array({ maxLength: 700 }), { maxLength: 8 }), (pieces) => {
      const [whole, parts] = [new HashedSlot(), new HashedSlot()];
      for (const each of pieces) {
        parts.append(Buffer.from(each));
        parts.sha256();
      }
      whole.append(Buffer.concat(pieces));
      if (whole.length !== parts.length || whole.sha256() !== parts.sha256()) throw new Error('they differ');
      if (!whole.head.equals(parts.head)) throw new Error('their beginnings differ');
    }),
  },
  {
    name: 'after any row of installations there is something to go back to',
    property: fc.property(fc.array(fc.constantFrom('1.0.0.0', '2.0.0.0', '3.0.0.0'), { minLength: 1 }), (versions) => {
      const flash: Flash = { current: '0.0.0.0' };
      for (const version of versions) {
        const before = flash.current;
        install(flash, version);
        if (flash.current !== version || flash.backup !== before || flash.staged) throw new Error('something is lost');
      }
    }),
  },
];
