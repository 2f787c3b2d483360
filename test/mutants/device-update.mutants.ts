import type { Mutant } from './mutant.js';

const service = (name: string) => `harness/servers/web/device-update/${name}.js`;
const rules = ['test/pool/update-rules.test.js'];
const served = ['test/servers/web/device-update/service.test.js'];
const faulty = ['test/servers/web/device-update/faults.test.js'];
const codec = ['test/wire/firmware-image/firmware-image.test.js'];
const found = ['test/diagnosis/update-findings.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'everybody gets what is pending',
    file: 'harness/pool/update-selection.js',
    find: 'rules.isTestDevice(asker) ? rule.pending : undefined',
    replace: 'rule.pending',
    tests: rules,
  },
  {
    name: 'what is installed is offered again',
    file: 'harness/pool/update-selection.js',
    find: 'version !== asker.version',
    replace: 'true',
    tests: rules,
  },
  {
    name: 'a rule of another web service counts',
    file: 'harness/pool/update-rules.js',
    find: 'return this.of(identifier(webService, key));',
    replace: 'return this.list()[0];',
    tests: rules,
  },
  {
    name: 'approving forgets what was approved',
    file: 'harness/pool/update-rules.js',
    find: 'pending: undefined, restore: rule.approved',
    replace: 'pending: undefined, restore: rule.restore',
    tests: rules,
  },
  {
    name: 'a roll-back can be repeated for ever',
    file: 'harness/pool/update-rules.js',
    find: 'approved: rule.restore, restore: undefined',
    replace: 'approved: rule.restore, restore: rule.restore',
    tests: rules,
  },
  {
    name: 'firmware is offered without the operator’s word',
    file: service('service'),
    find: "return offer.kind === 'synthetic';",
    replace: 'return true;',
    tests: served,
  },
  {
    name: 'a package is offered to every device',
    file: service('service'),
    find: 'offer.rule.version === version && ',
    replace: '',
    tests: served,
  },
  {
    name: 'every version is in the store',
    file: service('files'),
    find: 'rule?.stored.includes(version)',
    replace: 'true',
    tests: served,
  },
  {
    name: 'a range ends one byte early',
    file: service('byte-range'),
    find: 'Number(last) + 1',
    replace: 'Number(last)',
    tests: served,
  },
  {
    name: 'a part is taken from the beginning',
    file: service('send-file'),
    find: 'file.read(start + from',
    replace: 'file.read(from',
    tests: served,
  },
  {
    name: 'another file goes on where this one ended',
    file: service('send-file'),
    find: 'condition === undefined || condition === etag || condition === modified',
    replace: 'true',
    tests: served,
  },
  {
    name: 'whoever asks by HEAD is sent the file',
    file: 'harness/servers/web/send-content.js',
    find: "if (response.req.method === 'HEAD')",
    replace: 'if (false)',
    tests: served,
  },
  {
    name: 'an interrupted download is sent whole',
    file: 'harness/servers/web/disturbance/deliver.js',
    find: 'until: shareOf(body.length)',
    replace: 'until: body.length',
    tests: faulty,
  },
  {
    name: 'logs of any size are taken',
    file: service('upload-log'),
    find: 'if (bytes > maxLogBytes)',
    replace: 'if (false)',
    tests: served,
  },
  {
    name: 'logs fill the disk',
    file: service('upload-log'),
    find: 'if (updates.keptLogBytes + bytes > MAX_KEPT_LOG_BYTES)',
    replace: 'if (false)',
    tests: served,
  },
  {
    name: 'a checksum is kept as it was',
    file: 'harness/faults/web/bad-catalogue.js',
    find: '(15 - Number.parseInt(digit, 16))',
    replace: '(Number.parseInt(digit, 16))',
    tests: faulty,
  },
  {
    name: 'a file is missing under any name',
    file: 'harness/faults/web/update-file.js',
    find: 'path.toLowerCase().endsWith(endings[file])',
    replace: 'true',
    tests: faulty,
  },
  {
    name: 'CU6 is signed as OCS knows it',
    file: 'harness/wire/firmware-image/image.js',
    find: 'differs < 0 || ',
    replace: 'differs >= 0 || ',
    tests: codec,
  },
  {
    name: 'all blocks of an image are alike',
    file: 'harness/wire/firmware-image/image.js',
    find: 'number.copy(bytes',
    replace: 'void (bytes',
    tests: codec,
  },
  {
    name: 'Lync firmware cannot check what OCS cannot',
    file: 'harness/diagnosis/findings/update-signature-refused.js',
    find: 'compareFirmware(installed, FIRST_LYNC) >= 0',
    replace: 'false',
    tests: found,
  },
  {
    name: 'a check that came again with credentials is still anonymous',
    file: 'harness/diagnosis/findings/update-anonymous-outside.js',
    find: 'if (later)',
    replace: 'if (false)',
    tests: found,
  },
  {
    name: 'a formula of a device reaches the spreadsheet',
    file: 'harness/reports/update-audit.js',
    find: '/^[=+@\\-\\t]/.test(plain)',
    replace: 'false',
    tests: ['test/reports/update-audit.test.js'],
  },
];
