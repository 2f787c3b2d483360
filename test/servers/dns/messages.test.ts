import test from 'ava';
import type { DnsRecord, Host } from '../../../harness/deployment/index.js';
import { eventsOf } from '../deployment.js';
import { ask, codes, data, dnsServer, query, words } from './queries.js';

const from = { address: '10.10.20.51' };
const service = '_sipinternaltls._tcp.contoso.com';
/** Enough machines that the answer to their common name passes 512 (and with 100, 1232) bytes. */
const pool = (count: number): readonly Host[] => [
  { name: 'front-end', fqdn: 'pool01.contoso.com', address: '10.0.0.1' },
  { name: 'web', fqdn: 'lyncweb.contoso.com', address: '10.0.0.2' },
  { name: 'dc', fqdn: 'dc01.contoso.com', address: '10.0.0.3' },
  ...Array.from({ length: count }, (_, i) => ({
    name: `front-end-${i + 2}`,
    fqdn: 'pool01.contoso.com',
    address: `10.0.1.${i + 1}`,
  })),
];

test('the header: a response, authoritative, recursion asked for but never available, the id as sent', (t) => {
  const { dns } = dnsServer();
  t.is(ask(dns, query('sip.contoso.com')).bytes.subarray(0, 4).toString('hex'), 'abcd8500');
  t.is(
    ask(dns, query('sip.contoso.com', 'A', { flags: 0 }))
      .bytes.subarray(0, 4)
      .toString('hex'),
    'abcd8400',
  );
  t.is(ask(dns, query('nobody.example')).bytes.subarray(0, 4).toString('hex'), 'abcd8503');
});

test('what is no query of ours is refused with the code that says why', (t) => {
  const { dns } = dnsServer();
  const refusals: readonly [string, Buffer, number][] = [
    ['a status request', query('sip.contoso.com', 'A', { flags: 0x1000 }), codes.notImp],
    ['an update', query('contoso.com', 'SOA', { flags: 0x2800 }), codes.notImp],
    ['another class', query('version.bind', 'TXT', { classNumber: 3 }), codes.refused],
    ['a zone transfer', query('contoso.com', 'AXFR'), codes.refused],
    ['two questions', Buffer.concat([words(7, 0, 2, 0, 0, 0), query('a.b').subarray(12)]), codes.formErr],
    ['no question', words(7, 0, 0, 0, 0, 0), codes.formErr],
    ['a question that is cut off', query('sip.contoso.com').subarray(0, 20), codes.formErr],
    ['a question without its class', query('sip.contoso.com').subarray(0, -2), codes.formErr],
    ['an answer in a query', Buffer.concat([words(7, 0, 1, 1, 0, 0), query('a.b').subarray(12)]), codes.formErr],
    [
      'an additional record that is not there',
      Buffer.concat([words(7, 0, 1, 0, 0, 1), query('a.b').subarray(12)]),
      codes.formErr,
    ],
    ['a name that points to itself', Buffer.concat([words(7, 0, 1, 0, 0, 0), words(0xc00c, 1, 1)]), codes.formErr],
    ['a message of 5000 bytes', Buffer.concat([query('sip.contoso.com'), Buffer.alloc(5000)]), codes.formErr],
  ];
  for (const [name, bytes, code] of refusals) {
    const response = dns.handle(bytes, 'udp', from);
    t.is((response?.readUInt16BE(2) ?? 0) & 0x800f, 0x8000 | code, name);
    t.is(response?.readUInt16BE(0), bytes.readUInt16BE(0), name);
  }
});

test('a response is never answered, nor is what has no header', (t) => {
  const { context, dns } = dnsServer();
  t.is(dns.handle(query('sip.contoso.com', 'A', { flags: 0x8180 }), 'udp', from), undefined);
  for (let length = 0; length < 12; length++) t.is(dns.handle(Buffer.alloc(length), 'udp', from), undefined);
  t.is(eventsOf(context.journal, 'dns.ignored').length, 13);
});

test('a name no host can have does not exist, and its question comes back byte for byte', (t) => {
  const { dns } = dnsServer();
  // One label with a dot inside, which in text looks like two labels of a name that exists.
  const label = Buffer.from('sip.contoso', 'latin1');
  for (const odd of [label, Buffer.from([0xff, 0x00, 0x41]), Buffer.alloc(63, 0xfe)]) {
    const asked = Buffer.concat([
      words(9, 0, 1, 0, 0, 0),
      Buffer.from([odd.length]),
      odd,
      Buffer.from('\x03com\0', 'latin1'),
      words(1, 1),
    ]);
    const response = dns.handle(asked, 'udp', from);
    t.is(response?.readUInt16BE(2), 0x8403);
    t.deepEqual(response?.subarray(12), asked.subarray(12));
  }
});

test('a name of 255 bytes is read, a longer one refused', (t) => {
  const { dns } = dnsServer();
  const long = (last: number) => [63, 63, 63, last].map((length) => 'a'.repeat(length)).join('.');
  t.is(ask(dns, query(long(61))).code, codes.nxDomain);
  t.is((dns.handle(query(long(62)), 'udp', from)?.readUInt16BE(2) ?? 0) & 0xf, codes.formErr);
});

test('what speaks EDNS is answered with EDNS, what does not is not', (t) => {
  const { dns } = dnsServer();
  const option = (bytes: Buffer) => ask(dns, bytes).packet.additionals?.find(({ type }) => type === 'OPT');
  const answered = option(query('sip.contoso.com', 'A', { udpPayloadSize: 4096 }));
  t.true(answered?.type === 'OPT' && answered.udpPayloadSize === 1232 && answered.extendedRcode === 0);
  t.is(option(query('sip.contoso.com')), undefined);
});

test('a version of EDNS nobody knows is answered with BADVERS', (t) => {
  const { context, dns } = dnsServer();
  const { code, packet } = ask(dns, query('sip.contoso.com', 'A', { udpPayloadSize: 4096, ednsVersion: 1 }));
  t.is(code, 0);
  t.deepEqual(packet.answers, []);
  const [option] = packet.additionals ?? [];
  t.true(option?.type === 'OPT' && option.extendedRcode === 1 && option.ednsVersion === 0);
  t.is(eventsOf(context.journal, 'dns.answer')[0]?.code, 'BADVERS');
});

test('over UDP additional records go before the answer is cut', (t) => {
  const { dns } = dnsServer(
    {},
    {
      zone: {
        origins: ['contoso.com'],
        nameServer: 'dc01.contoso.com',
        records: new Map<string, readonly DnsRecord[]>([
          [service, [{ type: 'SRV', priority: 0, weight: 0, port: 5061, target: 'pool01.contoso.com' }]],
          ['pool01.contoso.com', Array.from({ length: 20 }, (_, i) => ({ type: 'A', address: `10.0.1.${i}` }))],
        ]),
      },
    },
  );
  const { packet, bytes } = ask(dns, query(service, 'SRV'));
  t.deepEqual(data(packet, 'additionals'), []);
  t.is(packet.answers?.length, 1);
  t.false(packet.flag_tc);
  t.true(bytes.length <= 512);
  t.is(ask(dns, query(service, 'SRV'), 'tcp').packet.additionals?.length, 20);
});

test('an answer that does not fit is marked as truncated and empty; EDNS and TCP have more room', (t) => {
  const { dns } = dnsServer({ hosts: pool(20) });
  const name = 'pool01.contoso.com';
  const plain = ask(dns, query(name));
  t.true(plain.packet.flag_tc);
  t.deepEqual(plain.packet.answers, []);
  t.is(plain.code, codes.noError);
  const wide = ask(dns, query(name, 'A', { udpPayloadSize: 1232 }));
  t.false(wide.packet.flag_tc);
  t.is(wide.packet.answers?.length, 21);
  t.true(ask(dns, query(name, 'A', { udpPayloadSize: 100 })).packet.flag_tc, 'less than 512 counts as 512');
  const { dns: huge } = dnsServer({ hosts: pool(100) });
  t.true(ask(huge, query(name, 'A', { udpPayloadSize: 65_535 })).packet.flag_tc, 'nothing that is fragmented is sent');
  t.false(ask(huge, query(name), 'tcp').packet.flag_tc);
});

test('the journal holds query and answer with name, type, code and bytes', (t) => {
  const { context, dns } = dnsServer();
  context.pool.devices.learn('00:04:f2:aa:bb:cc', from.address);
  const asked = query(service, 'SRV');
  const { bytes } = ask(dns, asked, 'tcp');
  const head = { device: '00:04:f2:aa:bb:cc', name: service, recordType: 'SRV' };
  t.like(context.journal.events[0], { ...head, type: 'dns.query', transport: 'tcp', raw: asked.toString('base64') });
  t.like(context.journal.events[1], {
    ...head,
    type: 'dns.answer',
    code: 'NOERROR',
    answers: ['0 0 5061 sip.contoso.com'],
    raw: bytes.toString('base64'),
  });
  ask(dns, query('nobody.example'));
  t.like(eventsOf(context.journal, 'dns.answer')[1], { name: 'nobody.example', code: 'NXDOMAIN', answers: [] });
});
