import type { Mutant } from './mutant.js';

const life = ['test/phone/update.test.js'];
const places = ['test/phone/update-places.test.js'];
const daily = ['test/phone/update-daily.test.js'];
const habits = 'harness/phone/models/update-habits.js';
const verify = 'harness/phone/update/verify.js';
const download = 'harness/phone/update/download.js';
const where = 'harness/phone/update/where.js';

export const mutants: readonly Mutant[] = [
  {
    name: 'firmware before Lync checks any signature',
    file: habits,
    find: '(beforeLync(firmware) ? onlyOcs : both)',
    replace: 'both',
    tests: life,
  },
  {
    name: 'firmware before Lync goes back',
    file: habits,
    find: 'beforeLync(installed) ? difference > 0 : difference !== 0',
    replace: 'difference !== 0',
    tests: life,
  },
  {
    name: 'Lync Phone Edition never goes back',
    file: habits,
    find: 'beforeLync(installed) ? difference > 0 : difference !== 0',
    replace: 'difference > 0',
    tests: daily,
  },
  {
    name: '1.0.199.123 asks by name',
    file: habits,
    find: 'compareFirmware(firmware, FIRST_BY_NAME) >= 0',
    replace: 'true',
    tests: life,
  },
  {
    name: 'any VVX updates itself',
    file: habits,
    find: 'compareFirmware(firmware, FIRST_QUALIFIED) >= 0',
    replace: 'true',
    tests: places,
  },
  {
    name: 'a VVX installs at once',
    file: habits,
    find: 'idleMs: 900_000',
    replace: 'idleMs: 0',
    tests: daily,
  },
  {
    name: 'the hash of an image is not compared',
    file: verify,
    find: 'catalogue.sha256 !== slot.sha256()',
    replace: 'false',
    tests: life,
  },
  {
    name: 'the size of an image is not compared',
    file: verify,
    find: 'catalogue.size !== slot.length',
    replace: 'false',
    tests: life,
  },
  {
    name: 'the catalogue of any file vouches',
    file: verify,
    find: 'catalogue.file.toLowerCase() !== offer.file.toLowerCase()',
    replace: 'false',
    tests: life,
  },
  {
    name: 'the image of another model is installed',
    file: verify,
    find: 'header.model.toLowerCase() !== model.name.toLowerCase()',
    replace: 'false',
    tests: life,
  },
  {
    name: 'another version than was offered is installed',
    file: verify,
    find: 'header.version !== offer.version',
    replace: 'false',
    tests: life,
  },
  {
    name: 'image and catalogue need not be signed alike',
    file: verify,
    find: 'header.signature !== catalogue.kind',
    replace: 'false',
    tests: life,
  },
  {
    name: 'an interrupted download begins anew',
    file: download,
    find: '...(from > 0 && {',
    replace: '...(false && {',
    tests: life,
  },
  {
    name: 'a part is asked for whatever became of the file',
    file: download,
    find: "'If-Range': image.etag",
    replace: "'X-If-Range': image.etag",
    tests: life,
  },
  {
    name: 'another part than was asked for is taken',
    file: download,
    find: 'Number(start) === slot.length',
    replace: 'true',
    tests: life,
  },
  {
    name: 'an image may be of any size',
    file: download,
    find: 'if (total > MAX_IMAGE_BYTES)',
    replace: 'if (false)',
    tests: life,
  },
  {
    name: 'the phone tries for ever',
    file: download,
    find: 'attempt > MAX_RESUMES',
    replace: 'attempt > 2 * MAX_RESUMES',
    tests: life,
  },
  {
    name: 'EnableDeviceUpdate is not heeded',
    file: where,
    find: '|| deviceUpdate === false',
    replace: '',
    tests: places,
  },
  {
    name: 'a phone outside asks the address of those inside',
    file: where,
    find: 'if (outside)\n        return external;',
    replace: '',
    tests: places,
  },
  {
    name: 'a password is given to whoever asks inside',
    file: 'harness/phone/update/check.js',
    find: "outside && typed.signIn === 'usb'",
    replace: "typed.signIn === 'usb'",
    tests: places,
  },
  {
    name: 'new firmware keeps the roots of the old',
    file: 'harness/phone/build-context.js',
    find: 'builtIn(firmware)',
    replace: 'builtIn(options.firmware)',
    tests: life,
  },
  {
    name: 'nothing is left to go back to',
    file: 'harness/phone/update/flash.js',
    find: 'flash.backup = flash.current;',
    replace: '',
    tests: life,
  },
  {
    name: 'a phone between two authorities never stops',
    file: 'harness/phone/phone.js',
    find: 'MAX_UPDATE_RESTARTS - this.#restarts',
    replace: 'MAX_UPDATE_RESTARTS + 2 - this.#restarts',
    tests: life,
  },
  {
    name: 'a staged image is lost with the power',
    file: 'harness/phone/kept/kept-phone.js',
    find: 'if (staged !== undefined)',
    replace: 'if (false)',
    tests: life,
  },
  {
    name: 'no check while the phone stays',
    file: 'harness/phone/stay/stay.js',
    find: 'new DailyUpdateCheck(context),',
    replace: '',
    tests: daily,
  },
  {
    name: 'a phone that installed goes on with what it had',
    file: 'harness/phone/stay/stay.js',
    find: 'if (context.restart.wanted)',
    replace: 'if (false)',
    tests: daily,
  },
];
