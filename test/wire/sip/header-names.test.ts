import test from 'ava';
import fc from 'fast-check';
import { canonicalHeaderName, isHeader, nextHeader } from '../../../harness/wire/sip/index.js';

const names = [
  'From',
  'CSeq',
  'Call-ID',
  'Contact',
  'Expires',
  'Via',
  'To',
  'P-Asserted-Identity',
  'X-1',
  'X-2',
  'Foom',
  'Calm-ID',
];
const inAnyCase = fc
  .tuple(fc.constantFrom(...names, 'f', 'i', 'm', 't', 'v', 'x'), fc.infiniteStream(fc.boolean()))
  .map(([name, upper]) => [...name].map((c) => (upper.next().value ? c.toUpperCase() : c.toLowerCase())).join(''));

test('a header is the wanted one whatever its case, and no other of the same length is', (t) => {
  fc.assert(
    fc.property(inAnyCase, fc.constantFrom(...names), (name, wanted) => {
      return isHeader(name, wanted) === (canonicalHeaderName(name) === wanted.toLowerCase());
    }),
  );
  t.pass();
});

test('the headers of a name are found one after the other', (t) => {
  const headers = ['Via', 'From', 'v', 'VIA', 'To'].map((name) => ({ name, value: name }));
  const found: number[] = [];
  for (let at = nextHeader(headers, 'Via', 0); at !== -1; at = nextHeader(headers, 'Via', at + 1)) found.push(at);
  t.deepEqual(found, [0, 2, 3]);
  t.is(nextHeader(headers, 'CSeq', 0), -1);
  t.is(nextHeader([], 'Via', 0), -1);
});
