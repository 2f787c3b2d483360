import test from 'ava';
import { type ErrorCode, HarnessError } from '../../../harness/foundation/errors/index.js';
import {
  type DhcpMessage,
  decodeDhcp,
  encodeDhcp,
  MAX_DHCP_MESSAGE,
  MAX_DHCP_OPTIONS,
  option,
} from '../../../harness/wire/dhcp/index.js';
import { hex } from '../hex.js';

const plain: DhcpMessage = {
  op: 1,
  htype: 1,
  hops: 0,
  xid: 1,
  secs: 0,
  flags: 0,
  ciaddr: '0.0.0.0',
  yiaddr: '0.0.0.0',
  siaddr: '0.0.0.0',
  giaddr: '0.0.0.0',
  chaddr: hex('0004f2aabbcc'),
  sname: Buffer.alloc(0),
  file: Buffer.alloc(0),
  options: [],
};
const whole = encodeDhcp({ ...plain, options: [{ code: 53, data: hex('08') }] }, { padTo: 0 });
const broken = (offset: number, byte: number) => {
  const bytes = Buffer.from(whole);
  bytes[offset] = byte;
  return bytes;
};

test('a value over 255 bytes is split and joined again (RFC 3396)', (t) => {
  const data = Buffer.from(Array.from({ length: 600 }, (_, index) => index & 0xff));
  const message = decodeDhcp(encodeDhcp({ ...plain, options: [{ code: 43, data }] }));
  t.deepEqual(
    message.options.map((instance) => [instance.code, instance.data.length]),
    [
      [43, 255],
      [43, 255],
      [43, 90],
    ],
  );
  t.deepEqual(option(message, 43), data);
});

test('options in file and sname count only where option 52 says so, file first', (t) => {
  const fields = { file: hex('2b 02 0203 ff'), sname: hex('2b 01 04 ff') };
  const options = (overload: number) => [
    { code: 43, data: hex('01') },
    { code: 52, data: Buffer.from([overload]) },
  ];
  const value = (overload: number) =>
    option(decodeDhcp(encodeDhcp({ ...plain, ...fields, options: options(overload) })), 43)?.toString('hex');
  t.is(value(3), '01020304');
  t.is(value(1), '010203');
  t.is(value(2), '0104');
  t.is(value(0), '01');
});

test('without option 52 the boot file and the server name are names, whatever they look like', (t) => {
  const names = { file: hex('2b 01 01 ff'), sname: hex('2b 01 02 ff') };
  const read = decodeDhcp(encodeDhcp({ ...plain, ...names, options: [{ code: 53, data: Buffer.from([1]) }] }));
  t.is(option(read, 43), undefined);
});

test('a missing end mark is forgiven, what follows the end mark is not read', (t) => {
  t.is(decodeDhcp(whole.subarray(0, -1)).options.length, 1);
  t.is(decodeDhcp(Buffer.concat([whole, hex('3c 09')])).options.length, 1);
});

const refused: [string, Buffer, ErrorCode, RegExp][] = [
  ['an empty datagram', Buffer.alloc(0), 'WIRE_TRUNCATED', /fixed fields/],
  ['fixed fields without cookie', whole.subarray(0, 238), 'WIRE_TRUNCATED', /magic cookie/],
  ['another cookie', broken(236, 0x64), 'WIRE_INVALID', /magic cookie/],
  ['an unknown op', broken(0, 3), 'WIRE_INVALID', /op \(byte 0\)/],
  ['a hardware address over 16 bytes', broken(2, 17), 'WIRE_INVALID', /hlen/],
  ['an option that runs past the end', broken(241, 9), 'WIRE_TRUNCATED', /option 53 at byte 240/],
  ['an option without length', whole.subarray(0, 241), 'WIRE_TRUNCATED', /option 53 at byte 240/],
  ['a message over the limit', Buffer.concat([whole, Buffer.alloc(MAX_DHCP_MESSAGE)]), 'WIRE_TOO_LARGE', /1500 bytes/],
  [
    'more options than codes',
    Buffer.concat([
      whole.subarray(0, 240),
      Buffer.from(
        Array(MAX_DHCP_OPTIONS + 1)
          .fill([80, 0])
          .flat(),
      ),
    ]),
    'WIRE_TOO_LARGE',
    /254 options/,
  ],
  [
    'an overloaded file with an option past its end',
    encodeDhcp({ ...plain, file: Buffer.from([43, 200]), options: [{ code: 52, data: hex('01') }] }),
    'WIRE_TRUNCATED',
    /the field file/,
  ],
];
for (const [name, bytes, code, message] of refused) {
  test(`refused: ${name}`, (t) => {
    t.is(t.throws(() => decodeDhcp(bytes), { instanceOf: HarnessError, message })?.code, code);
  });
}

const unwritable: [string, Partial<DhcpMessage>, RegExp][] = [
  ['code 0', { options: [{ code: 0, data: Buffer.alloc(0) }] }, /option 0/],
  ['code 255', { options: [{ code: 255, data: Buffer.alloc(0) }] }, /option 255/],
  ['an xid over 32 bits', { xid: 2 ** 32 }, /xid/],
  ['a name for an address', { giaddr: 'relay' }, /relay/],
  ['an address part over 255', { giaddr: '10.0.0.256' }, /10\.0\.0\.256/],
  ['a long sname', { sname: Buffer.alloc(65) }, /sname/],
  ['a long file', { file: Buffer.alloc(129) }, /file/],
  ['a long hardware address', { chaddr: Buffer.alloc(17) }, /chaddr/],
  ['more than a frame', { options: [{ code: 43, data: Buffer.alloc(1400) }] }, /1500 bytes/],
];
for (const [name, change, message] of unwritable) {
  test(`not written: ${name}`, (t) => {
    t.throws(() => encodeDhcp({ ...plain, ...change }), { instanceOf: HarnessError, message });
  });
}
