import type { Mutant } from './mutant.js';

const life = ['test/phone/update.test.js'];
const verify = 'harness/phone/update/verify.js';
const download = 'harness/phone/update/download.js';

export const mutants: readonly Mutant[] = [
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
    name: 'a name server that is away ends a download',
    file: download,
    find: "'PHONE_DNS_SILENT',",
    replace: '',
    tests: life,
  },
  {
    name: 'the tag of an image is told with its first quarter',
    file: download,
    find: "record('phone.update-download', { version, url, state: 'under-way', bytes: slot.length, total });",
    replace: '',
    tests: life,
  },
  {
    name: 'the catalogue is asked for once',
    file: 'harness/phone/steps/update-download.js',
    find: 'await patiently(context, { ...image, url }, () => fetchCatalogue(context, url, offer.outside))',
    replace: 'await fetchCatalogue(context, url, offer.outside)',
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
    name: 'a staged image is lost with the power',
    file: 'harness/phone/kept/kept-phone.js',
    find: 'if (staged !== undefined)',
    replace: 'if (false)',
    tests: life,
  },
  {
    name: 'what had come of an image is lost with the process',
    file: 'harness/phone/kept/kept-phone.js',
    find: 'partial !== undefined && slot !== undefined && slot.length > 0',
    replace: 'false',
    tests: life,
  },
  {
    name: 'an image stays in its file once it is installed',
    file: 'harness/phone/steps/update-download.js',
    find: '    image.slot.clear();\n    delete flash.partial;\n}',
    replace: '    delete flash.partial;\n}',
    tests: life,
  },
];
