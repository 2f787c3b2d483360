import test from 'ava';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import {
  addressData,
  addresses,
  decodeDomainNames,
  dhcpMessageTypeName,
  dhcpOption,
  dhcpOptionName,
  encodeDomainNames,
  formatMac,
  parseMac,
} from '../../../harness/wire/dhcp/index.js';
import { hex } from '../hex.js';

const searchDomains = ['contoso.com', 'corp.contoso.com'];
const uncompressed = hex('07636f6e746f736f03636f6d00 04636f727007636f6e746f736f03636f6d00');
const compressed = hex('07636f6e746f736f03636f6d00 04636f7270c000');

test('the worked search list is written plain and compressed', (t) => {
  t.is(encodeDomainNames(searchDomains).toString('hex'), uncompressed.toString('hex'));
  t.is(encodeDomainNames(searchDomains, { compress: true }).toString('hex'), compressed.toString('hex'));
});

test('the worked search list is read plain and compressed', (t) => {
  t.deepEqual(decodeDomainNames(uncompressed), searchDomains);
  t.deepEqual(decodeDomainNames(compressed), searchDomains);
});

const badLists: [string, Buffer, RegExp][] = [
  ['a pointer to itself', hex('c000'), /does not point backwards/],
  ['a pointer into its own name', hex('0161 c000'), /does not point backwards/],
  ['a pointer forwards', hex('0161 c004 0162 00'), /does not point backwards/],
  ['half a pointer', hex('0161 00 0162 c0'), /byte 5/],
  ['a label past the end', hex('05 6161'), /byte 0/],
  ['a name without end', hex('0161'), /byte 2/],
  ['an empty name', hex('00'), /empty/],
  ['a reserved label type', hex('40 61 00'), /64 is neither/],
  ['a NUL inside a label', hex('02 6100 00'), /no host name/],
  ['a dot inside a label', hex('02 612e 00'), /no host name/],
  [
    'a name over 255 bytes',
    Buffer.concat([...Array(4).fill(Buffer.concat([hex('3f'), Buffer.alloc(63, 'a')])), hex('00')]),
    /255 bytes/,
  ],
  ['sixty-five names', Buffer.concat(Array(65).fill(hex('016100'))), /64 names/],
];
for (const [name, data, message] of badLists) {
  test(`a name list is refused: ${name}`, (t) => {
    t.throws(() => decodeDomainNames(data), { instanceOf: HarnessError, message });
  });
}

for (const name of [
  '',
  '.',
  'a..b',
  `${'a'.repeat(64)}.com`,
  'sip server.com',
  'bücher.de',
  Array(130).fill('a').join('.'),
]) {
  test(`no name: ${JSON.stringify(name.slice(0, 20))}`, (t) => {
    t.throws(() => encodeDomainNames([name]), { instanceOf: HarnessError });
  });
}

test('addresses are dotted quads of four bytes each', (t) => {
  t.deepEqual(addresses(hex('0a0a0a05 c0a80001')), ['10.10.10.5', '192.168.0.1']);
  t.deepEqual(addressData(['10.10.10.5', '192.168.0.1']), hex('0a0a0a05 c0a80001'));
  t.throws(() => addresses(hex('0a0a0a')), { instanceOf: HarnessError });
  t.throws(() => addressData(['10.10.10']), { instanceOf: HarnessError });
});

test('a MAC address is accepted in its four notations and shown in one', (t) => {
  for (const text of ['00:04:f2:AA:bb:cc', '00-04-F2-AA-BB-CC', '0004.f2aa.bbcc', '0004f2aabbcc']) {
    t.is(formatMac(parseMac(text)), '00:04:f2:aa:bb:cc');
  }
  for (const text of ['', '00:04:f2:aa:bb', '00:04-f2:aa:bb:cc', '00:04:f2:aa:bb:cg', '0004f2aabbcc00']) {
    t.throws(() => parseMac(text), { instanceOf: HarnessError, message: /MAC address/ });
  }
});

test('message types and options have names, unknown ones their number', (t) => {
  t.is(dhcpMessageTypeName(8), 'DHCPINFORM');
  t.is(dhcpMessageTypeName(6), 'DHCPNAK');
  t.is(dhcpMessageTypeName(77), 'DHCP message 77');
  t.is(dhcpOptionName(120), 'SIP servers');
  t.is(dhcpOptionName(200), 'option 200');
  for (const [name, code] of Object.entries(dhcpOption)) {
    if (name !== 'pad' && name !== 'end') t.notRegex(dhcpOptionName(code), /^option \d/, name);
  }
});
