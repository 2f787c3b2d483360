import test from 'ava';
import fc from 'fast-check';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import {
  decodeCatalogue,
  decodeImageHeader,
  encodeCatalogue,
  encodeImageHeader,
  type FirmwareImage,
  imageBytes,
  signatureOfVersion,
} from '../../../harness/wire/firmware-image/index.js';

const image: FirmwareImage = { version: '4.0.7577.4420', model: 'CX600', size: 300_000, signature: 'lync' };

test('the header is the lines it was agreed to be, and reads back', (t) => {
  const header = encodeImageHeader(image);
  t.is(header.toString(), 'MOCK-LYNC-IMAGE\nversion: 4.0.7577.4420\nmodel: CX600\nsize: 300000\nsignature: lync\n\n');
  t.deepEqual(decodeImageHeader(imageBytes(image, 0, 1000)), { ...image, headerBytes: header.length });
});

test('any piece of an image is that piece of the whole', (t) => {
  const whole = imageBytes(image, 0, image.size);
  t.is(whole.length, image.size);
  const place = fc.integer({ min: 0, max: image.size + 10 });
  fc.assert(
    fc.property(place, place, (start, end) => imageBytes(image, start, end).equals(whole.subarray(start, end))),
  );
  // Around the seams of the filler.
  for (const seam of [65_536, 131_072, 262_144]) {
    for (let start = seam - 9; start < seam + 9; start++) {
      t.deepEqual(imageBytes(image, start, start + 3), whole.subarray(start, start + 3));
    }
  }
});

test('no two blocks are alike, nor two versions', (t) => {
  const whole = imageBytes(image, 0, image.size);
  t.notDeepEqual(whole.subarray(65_536, 131_072), whole.subarray(131_072, 196_608));
  const other = imageBytes({ ...image, version: '4.0.7577.4066' }, 70_000, 70_100);
  t.notDeepEqual(other, whole.subarray(70_000, 70_100));
  t.true(new Set(whole.subarray(200, 20_000)).size > 250);
});

test('images up to CU5 are signed as OCS knows it, later ones are not', (t) => {
  const kinds = ['1.0.522.101', '3.5.6907.35', '4.0.7577.4066', '4.0.7577.4067', '4.0.7577.4420', '5.0.0.0'];
  t.deepEqual(kinds.map(signatureOfVersion), ['ocs', 'ocs', 'ocs', 'lync', 'lync', 'lync']);
  t.throws(() => signatureOfVersion('latest'), { code: 'WIRE_INVALID' });
});

test('a header that is cut, or none, or says what cannot be, is refused', (t) => {
  const header = encodeImageHeader(image).toString();
  const refused = (text: string, code: string) =>
    t.throws(() => decodeImageHeader(Buffer.from(text)), { instanceOf: HarnessError, code });
  refused(header.slice(0, 40), 'WIRE_TRUNCATED');
  refused('', 'WIRE_TRUNCATED');
  refused('MZ\x90\0', 'WIRE_INVALID');
  refused(header.replace('300000', '12'), 'WIRE_INVALID');
  refused(header.replace('lync', 'none'), 'WIRE_INVALID');
  refused(header.replace('version: 4.0.7577.4420\n', ''), 'WIRE_INVALID');
  refused(header.replace('model: CX600', 'size: 300000'), 'WIRE_INVALID');
  refused(`MOCK-LYNC-IMAGE\n${'x'.repeat(600)}`, 'WIRE_INVALID');
  t.throws(() => encodeImageHeader({ ...image, model: 'a\nb' }), { code: 'WIRE_INVALID' });
});

test('a catalogue reads back, and a broken one is refused', (t) => {
  const catalogue = { file: 'CPE.nbt', kind: 'ocs', sha256: 'ab'.repeat(32), size: 5 } as const;
  const bytes = encodeCatalogue(catalogue);
  t.is(bytes.toString(), `MOCK-LYNC-CATALOGUE\nfile: CPE.nbt\nkind: ocs\nsha256: ${'ab'.repeat(32)}\nsize: 5\n`);
  t.deepEqual(decodeCatalogue(bytes), catalogue);
  t.throws(() => decodeCatalogue(bytes.subarray(0, bytes.length - 1)), { code: 'WIRE_TRUNCATED' });
  t.throws(() => decodeCatalogue(Buffer.alloc(5000)), { code: 'WIRE_TOO_LARGE' });
  t.throws(() => decodeCatalogue(Buffer.from(bytes.toString().replace('ocs', 'x'))), { code: 'WIRE_INVALID' });
  t.throws(() => encodeCatalogue({ ...catalogue, file: '../CPE.nbt' }), { code: 'WIRE_INVALID' });
});
