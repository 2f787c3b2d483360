import type { Mutant } from './mutant.js';

const READER = 'harness/wire/xml/plain-reader.js';
const TEXT = 'harness/wire/xml/plain-text.js';
const tests = ['test/wire/xml/readers.test.js'];

/** Each makes the quick reader of XML take something it must leave, or read something into another tree. */
export const mutants: Mutant[] = [
  { name: 'characters no document may hold are read', file: READER, find: 'ODD.test(text)', replace: 'false', tests },
  {
    name: 'an end tag of another element closes this one',
    file: READER,
    find: '!text.startsWith(element.name, less + 2)',
    replace: 'false',
    tests,
  },
  {
    name: 'an element that was not closed is the end of a document',
    file: READER,
    find: 'this.#parent === undefined && isBlank(text',
    replace: 'isBlank(text',
    tests,
  },
  {
    name: 'text behind the root is passed over',
    file: READER,
    find: '&& isBlank(text, this.#at, text.length)',
    replace: '',
    tests,
  },
  {
    name: 'a second root takes the place of the first',
    file: READER,
    find: 'parent === undefined && this.#root !== undefined',
    replace: 'false',
    tests,
  },
  {
    name: 'the end of CDATA may stand in text',
    file: READER,
    find: "run.includes(']]>') ? undefined : ",
    replace: '',
    tests,
  },
  { name: 'line ends stay as they came', file: TEXT, find: "text.includes('\\r')", replace: 'false', tests },
  {
    name: 'a tag may stand in a value',
    file: READER,
    find: 'UNPLAIN_VALUE = /[<',
    replace: 'UNPLAIN_VALUE = /[',
    tests,
  },
  {
    name: 'attributes need no space between them',
    file: READER,
    find: 'at === this.#at || ++count',
    replace: '++count',
    tests,
  },
  {
    name: 'an attribute may come twice',
    file: READER,
    find: 'found.length === 1 || areDistinct(found)',
    replace: 'true',
    tests,
  },
  {
    name: 'a prefix without a namespace is taken for none',
    file: READER,
    find: "return prefix === 'xml' ? XML : undefined",
    replace: "return prefix === 'xml' ? XML : ''",
    tests,
  },
  {
    name: 'a namespace stays in scope behind its element',
    file: READER,
    find: 'if (mark < this.#prefixes.length)',
    replace: 'if (false)',
    tests,
  },
  {
    name: 'the outermost declaration of a prefix counts',
    file: READER,
    find: 'for (let at = prefixes.length - 1; at >= 0; at--)',
    replace: 'for (let at = 0; at < prefixes.length; at++)',
    tests,
  },
  {
    name: 'an attribute without a prefix is in the default namespace',
    file: READER,
    find: "if (each.prefix === '')",
    replace: 'if (false)',
    tests,
  },
  {
    name: 'a prefix may be declared for no namespace',
    file: READER,
    find: "if (prefix !== '' && uri === '')",
    replace: 'if (false)',
    tests,
  },
  {
    name: 'the depth of a document has no end',
    file: READER,
    find: 'this.#depth >= MAX_XML_DEPTH',
    replace: 'false',
    tests,
  },
  {
    name: 'an element has as many attributes as it likes',
    file: READER,
    find: '++count > MAX_XML_ATTRIBUTES',
    replace: '++count > Number.POSITIVE_INFINITY',
    tests,
  },
  {
    name: 'runs of text are not counted',
    file: READER,
    find: 'return ++this.#nodes <= MAX_XML_NODES',
    replace: 'return true',
    tests,
  },
  {
    name: 'a reference to no character is read',
    file: TEXT,
    find: 'if (isCharacter(code))',
    replace: 'if (code >= 0)',
    tests,
  },
  {
    name: 'a declaration of another version is passed over',
    file: READER,
    find: 'if (declaration === undefined)\n                return undefined;\n            this.#at = declaration.length;',
    replace: "this.#at = text.indexOf('>') + 1;",
    tests,
  },
];
