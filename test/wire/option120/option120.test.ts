import test from 'ava';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { decodeOption120, encodeOption120 } from '../../../harness/wire/option120/index.js';
import { hex } from '../hex.js';

const pool = hex('00 06 70 6f 6f 6c 30 31 07 63 6f 6e 74 6f 73 6f 03 63 6f 6d 00');
const directorAndPool = hex(
  '00 05 6469723031 07 636f6e746f736f 03 636f6d 00 06 706f6f6c3031 07 636f6e746f736f 03 636f6d 00',
);

test('the worked values are written, 0x15 and 0x28 bytes long', (t) => {
  t.is(encodeOption120(['pool01.contoso.com']).toString('hex'), pool.toString('hex'));
  t.is(pool.length, 0x15);
  const both = encodeOption120(['dir01.contoso.com', 'pool01.contoso.com']);
  t.is(both.toString('hex'), directorAndPool.toString('hex'));
});

test('the worked values are read', (t) => {
  t.deepEqual(decodeOption120(pool), { encoding: 'names', names: ['pool01.contoso.com'] });
  t.deepEqual(decodeOption120(directorAndPool), {
    encoding: 'names',
    names: ['dir01.contoso.com', 'pool01.contoso.com'],
  });
  t.deepEqual(decodeOption120(hex('01 0a 0a 0a 14')), { encoding: 'addresses', addresses: ['10.10.10.20'] });
});

test('the value DHCPUtil prints for server.fqdn.company.com is written', (t) => {
  t.is(
    encodeOption120(['server.fqdn.company.com']).toString('hex').toUpperCase(),
    '0006736572766572046671646E07636F6D70616E7903636F6D00',
  );
});

test('compression pointers count from the byte behind the encoding', (t) => {
  t.deepEqual(decodeOption120(hex('00 07636f6e746f736f03636f6d00 03736970c000')), {
    encoding: 'names',
    names: ['contoso.com', 'sip.contoso.com'],
  });
});

const refused: [string, Buffer, RegExp][] = [
  ['nothing', Buffer.alloc(0), /encoding byte/],
  ['names without a name', hex('00'), /first name/],
  ['addresses without an address', hex('01'), /first address/],
  ['half an address', hex('01 0a0a'), /multiple of 4/],
  ['the encoding byte forgotten', pool.subarray(1), /may be missing/],
  ['text instead of labels', Buffer.from('pool01.contoso.com'), /112 is neither/],
  ['a name cut short', pool.subarray(0, -4), /ends after/],
  ['a pointer loop', hex('00 c000'), /does not point backwards/],
];
for (const [name, data, message] of refused) {
  test(`refused: ${name}`, (t) => {
    t.throws(() => decodeOption120(data), { instanceOf: HarnessError, message });
  });
}

test('an empty list is not written', (t) => {
  t.throws(() => encodeOption120([]), { instanceOf: HarnessError });
});
