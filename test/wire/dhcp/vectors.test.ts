import test from 'ava';
import {
  decodeDhcp,
  dhcpMessageType,
  dhcpOption,
  encodeDhcp,
  formatMac,
  option,
} from '../../../harness/wire/dhcp/index.js';
import { encodeOption43 } from '../../../harness/wire/option43/index.js';
import { encodeOption120 } from '../../../harness/wire/option120/index.js';
import { hex } from '../hex.js';

const fixed = (op: string, ciaddr: string) =>
  hex(
    `${op} 01 06 00 12345678 0000 0000 ${ciaddr} 00000000 00000000 00000000 0004f2aabbcc 00000000000000000000`,
    64 + 128,
  );

const inform = Buffer.concat([
  fixed('01', '0a0a1433'),
  hex(`63825363
    35 01 08
    3d 07 01 00 04 f2 aa bb cc
    3c 0c 4d 53 2d 55 43 2d 43 6c 69 65 6e 74
    37 02 2b 78
    ff`),
]);

test('the worked DHCPINFORM of a phone is read', (t) => {
  const message = decodeDhcp(inform);
  t.is(message.op, 1);
  t.is(message.htype, 1);
  t.is(message.xid, 0x12345678);
  t.is(message.ciaddr, '10.10.20.51');
  t.is(message.yiaddr, '0.0.0.0');
  t.is(formatMac(message.chaddr), '00:04:f2:aa:bb:cc');
  t.is(message.sname.length + message.file.length, 0);
  t.deepEqual(option(message, dhcpOption.messageType), Buffer.from([dhcpMessageType.inform]));
  t.is(option(message, dhcpOption.vendorClass)?.toString('latin1'), 'MS-UC-Client');
  t.deepEqual(option(message, dhcpOption.parameterRequestList), Buffer.from([43, 120]));
  t.is(option(message, dhcpOption.leaseTime), undefined);
});

test('the worked DHCPINFORM of a phone is written', (t) => {
  t.is(encodeDhcp(decodeDhcp(inform), { padTo: 0 }).toString('hex'), inform.toString('hex'));
});

test('the worked DHCPACK is written byte for byte, then padded to the BOOTP minimum', (t) => {
  const expected = Buffer.concat([
    fixed('02', '0a0a1433'),
    hex(`63825363
      35 01 05  36 04 0a 0a 0a 05
      2b 56
      01 0c 4d 53 2d 55 43 2d 43 6c 69 65 6e 74
      02 05 68 74 74 70 73
      03 13 6c 79 6e 63 77 65 62 2e 63 6f 6e 74 6f 73 6f 2e 63 6f 6d
      04 03 34 34 33
      05 25 2f 43 65 72 74 50 72 6f 76 2f 43 65 72 74 50 72 6f 76 69 73 69 6f 6e 69 6e 67 53 65 72 76 69 63 65 2e 73 76 63
      78 15 00 06706f6f6c3031 07636f6e746f736f 03636f6d 00
      ff`),
  ]);
  const location = {
    urlScheme: 'https',
    webServer: 'lyncweb.contoso.com',
    port: '443',
    path: '/CertProv/CertProvisioningService.svc',
  };
  const ack = {
    ...decodeDhcp(inform),
    op: 2 as const,
    options: [
      { code: 53, data: Buffer.from([5]) },
      { code: 54, data: Buffer.from([10, 10, 10, 5]) },
      { code: 43, data: encodeOption43(location) },
      { code: 120, data: encodeOption120(['pool01.contoso.com']) },
    ],
  };
  const bytes = encodeDhcp(ack);
  t.is(bytes.toString('hex'), expected.toString('hex'));
  t.true(bytes.length > 300);
  const short = encodeDhcp({ ...ack, options: ack.options.slice(0, 2) });
  t.is(short.length, 300);
  t.true(short.subarray(250).every((byte) => byte === 0));
});

test('only the broadcast bit differs between the two flags values', (t) => {
  const broadcast = encodeDhcp({ ...decodeDhcp(inform), flags: 0x8000 }, { padTo: 0 });
  t.is(broadcast.readUInt16BE(10), 0x8000);
  t.is(decodeDhcp(broadcast).flags, 0x8000);
});
