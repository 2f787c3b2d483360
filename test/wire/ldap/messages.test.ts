import test from 'ava';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import {
  decodeLdap,
  encodeLdap,
  filterText,
  type LdapFilter,
  LdapFramer,
  type LdapOperation,
  MAX_FILTER_DEPTH,
} from '../../../harness/wire/ldap/index.js';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** The bytes of the reference (bootstrap 4.3), and what they say. */
const vectors: readonly (readonly [string, string, LdapOperation['kind']])[] = [
  ['an anonymous bind', '300c02010160070201030400 8000', 'bindRequest'],
  ['its answer', '300c02010161070a010004000400', 'bindResponse'],
  ['a Sicily discovery', '300c02010260070201030400 8900', 'bindRequest'],
  ['the end of a search', '300c02010365070a010004000400', 'searchResultDone'],
  ['an unbind', '30050201044200', 'unbindRequest'],
];

for (const [title, bytes, kind] of vectors) {
  test(`${title} is read, and written as it was`, (t) => {
    const message = decodeLdap(hex(bytes));
    t.is(message.operation.kind, kind);
    t.deepEqual(encodeLdap(message), hex(bytes));
  });
}

test('the category search of the reference is read', (t) => {
  const base = Buffer.from('CN=Configuration,DC=contoso,DC=com');
  const bytes = Buffer.concat([
    hex('3073020103636e0422'),
    base,
    hex('0a01020a0100020100020100010100a328040e'),
    Buffer.from('objectCategory'),
    hex('0416'),
    Buffer.from('certificationAuthority'),
    hex('300f040d'),
    Buffer.from('cACertificate'),
  ]);
  const { id, operation } = decodeLdap(bytes);
  if (operation.kind !== 'searchRequest') return t.fail();
  t.is(id, 3);
  t.is(operation.base, base.toString());
  t.is(operation.scope, 'wholeSubtree');
  t.is(filterText(operation.filter), '(objectCategory=certificationAuthority)');
  t.deepEqual(operation.attributes, ['cACertificate']);
  t.deepEqual(encodeLdap({ id, operation, controls: [] }), bytes);
});

test('lengths of four octets are read, as Windows writes all of them', (t) => {
  const { operation } = decodeLdap(hex('308400000010020101608400000007020103040080 00'));
  t.deepEqual(operation, {
    kind: 'bindRequest',
    version: 3,
    name: '',
    credentials: { method: 'simple', password: Buffer.alloc(0) },
  });
});

const refused: readonly (readonly [string, string])[] = [
  ['an indefinite length', '3080020101420000 00'],
  ['a length of five octets', '308500000000050201014200'],
  ['bytes behind the message', '3005020101420000'],
  ['a length past its end', '30060201014200'],
  ['a negative number', '30050201ff4200'],
  ['a number of five bytes', '300902050000000001 4200'],
  ['no operation', '3003020101'],
  ['an operation nobody knows', '30050201017d00'],
  ['an unbind that is not NULL', '300602010142 0100'],
];

for (const [title, bytes] of refused) {
  test(`${title} is refused`, (t) => {
    t.throws(() => decodeLdap(hex(bytes)), { instanceOf: HarnessError });
  });
}

test('filters are nested so deep and no deeper', (t) => {
  const nested = (depth: number): LdapFilter =>
    depth === 0 ? { kind: 'present', attribute: 'cn' } : { kind: 'not', filter: nested(depth - 1) };
  const search = (depth: number) =>
    encodeLdap({
      id: 1,
      operation: {
        ...{ kind: 'searchRequest', base: '', scope: 'baseObject', derefAliases: 0, sizeLimit: 0, timeLimit: 0 },
        ...{ typesOnly: false, filter: nested(depth), attributes: [] },
      },
      controls: [],
    });
  t.notThrows(() => decodeLdap(search(MAX_FILTER_DEPTH - 1)));
  t.throws(() => decodeLdap(search(MAX_FILTER_DEPTH)), { message: /MAX_FILTER_DEPTH/ });
});

test('substring filters have their pieces in order, and at least one', (t) => {
  const filter = (pieces: string) => {
    const body = hex(`0402636e30${(pieces.length / 2).toString(16).padStart(2, '0')}${pieces}`);
    const search = Buffer.concat([
      hex('04000a01000a0100020100020100010100'),
      Buffer.from([0xa4, body.length]),
      body,
      hex('3000'),
    ]);
    const inner = Buffer.concat([hex('020101'), Buffer.from([0x63, search.length]), search]);
    return Buffer.concat([Buffer.from([0x30, inner.length]), inner]);
  };
  const { operation } = decodeLdap(filter('800161810162820163'));
  t.is(operation.kind === 'searchRequest' ? filterText(operation.filter) : '', '(cn=a*b*c)');
  for (const wrong of ['', '810162800161', '820163810162', '830161']) t.throws(() => decodeLdap(filter(wrong)));
});

test('the framer cuts a stream wherever it is broken, and refuses what is too long before it has come', (t) => {
  const message = hex('300c02010160070201030400 8000');
  const stream = Buffer.concat([message, message, message]);
  for (let cut = 0; cut <= stream.length; cut++) {
    const framer = new LdapFramer(100, 'LIMIT');
    const found = [...framer.push(stream.subarray(0, cut)), ...framer.push(stream.subarray(cut))];
    t.deepEqual(found, [message, message, message]);
    t.is(framer.pending, 0);
  }
  const single = new LdapFramer(100, 'LIMIT');
  t.is([...stream].flatMap((byte) => single.push(Buffer.from([byte]))).length, 3);
  t.throws(() => new LdapFramer(100, 'LIMIT').push(hex('308400000100')), { message: /LIMIT/ });
  t.throws(() => new LdapFramer(100, 'LIMIT').push(Buffer.from('GET / HTTP/1.1')), { code: 'WIRE_INVALID' });
});
