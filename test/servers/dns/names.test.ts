import test from 'ava';
import type { NetworkChanges } from '../network-context.js';
import { ask, codes, data, dnsServer, query, type TypeName } from './queries.js';

const addresses: Record<string, string> = {
  'sip.contoso.com': '10.10.10.20',
  'sipinternal.contoso.com': '10.10.10.20',
  'pool01.contoso.com': '10.10.10.20',
  'lyncweb.contoso.com': '10.10.10.21',
  'lyncdiscoverinternal.contoso.com': '10.10.10.21',
  'lyncdiscover.contoso.com': '10.10.10.21',
  'ucupdates-r2.contoso.com': '10.10.10.21',
  'ucupdates-r2.corp.contoso.com': '10.10.10.21',
  'ucupdates.contoso.com': '10.10.10.21',
  'ucupdates.corp.contoso.com': '10.10.10.21',
  'dc01.contoso.com': '10.10.10.5',
  'time.windows.com': '10.10.10.5',
};
for (const [name, address] of Object.entries(addresses)) {
  test(`${name} is ${address}`, (t) => {
    const { code, packet } = ask(dnsServer().dns, query(name));
    t.is(code, codes.noError);
    t.deepEqual(data(packet), [`${name} A ${address}`]);
  });
}

const services: Record<string, { record: string; target: string }> = {
  '_sipinternaltls._tcp.contoso.com': { record: '0 0 5061 sip.contoso.com', target: 'sip.contoso.com A 10.10.10.20' },
  '_ntp._udp.contoso.com': { record: '0 0 123 dc01.contoso.com', target: 'dc01.contoso.com A 10.10.10.5' },
  '_ntp._udp.corp.contoso.com': { record: '0 0 123 dc01.contoso.com', target: 'dc01.contoso.com A 10.10.10.5' },
};
for (const [name, { record, target }] of Object.entries(services)) {
  test(`${name} is ${record}, with the address of its target`, (t) => {
    const { packet } = ask(dnsServer().dns, query(name, 'SRV'));
    t.deepEqual(data(packet), [`${name} SRV ${record}`]);
    t.deepEqual(data(packet, 'additionals'), [target]);
  });
}

test('the service record of the Registrar, byte for byte, its target not compressed', (t) => {
  const { bytes } = ask(dnsServer().dns, query('_sipinternaltls._tcp.contoso.com', 'SRV'));
  const rdata = '0000000013c5 03736970 07636f6e746f736f 03636f6d 00'.replaceAll(' ', '');
  t.true(bytes.toString('hex').includes(`0021 0001 0000003c 0017 ${rdata}`.replaceAll(' ', '')));
});

const missing: readonly [string, TypeName][] = [
  ['_sip._tls.contoso.com', 'SRV'],
  ['_sipinternal._tcp.contoso.com', 'SRV'],
  ['sipexternal.contoso.com', 'A'],
  ['_ldap._tcp.contoso.com', 'SRV'],
  ['_ldap._tcp.dc._msdcs.contoso.com', 'SRV'],
  ['_sipinternaltls._tcp.contoso.com.corp.contoso.com', 'SRV'],
  ['www.microsoft.com', 'A'],
  ['windows.com', 'A'],
  ['notcontoso.com', 'A'],
  ['5.10.10.10.in-addr.arpa', 'PTR'],
];
for (const [name, type] of missing) {
  test(`there is no ${type} of ${name}`, (t) => {
    const { code, packet } = ask(dnsServer().dns, query(name, type));
    t.is(code, codes.nxDomain);
    t.deepEqual(packet.answers, []);
    const ours = name.endsWith('.contoso.com');
    t.is(packet.authorities?.length, ours ? 1 : 0, 'an SOA inside our zones, none outside');
  });
}

test('another type of an existing name is an empty answer with the SOA, not "no such name"', (t) => {
  const { dns } = dnsServer();
  const cases: readonly [string, TypeName, string][] = [
    ['sip.contoso.com', 'AAAA', 'contoso.com SOA'],
    ['_sipinternaltls._tcp.contoso.com', 'A', 'contoso.com SOA'],
    ['ucupdates-r2.corp.contoso.com', 'TXT', 'corp.contoso.com SOA'],
    ['time.windows.com', 'AAAA', 'time.windows.com SOA'],
    ['contoso.com', 'A', 'contoso.com SOA'],
    ['_tcp.contoso.com', 'SRV', 'contoso.com SOA'],
  ];
  for (const [name, type, authority] of cases) {
    const { code, packet } = ask(dns, query(name, type));
    t.is(code, codes.noError, name);
    t.deepEqual(packet.answers, []);
    t.deepEqual(data(packet, 'authorities'), [authority]);
  }
});

test('the tops of the zones have SOA and NS', (t) => {
  const { dns } = dnsServer();
  t.deepEqual(data(ask(dns, query('contoso.com', 'SOA')).packet), ['contoso.com SOA']);
  const { packet } = ask(dns, query('corp.contoso.com', 'NS'));
  t.deepEqual(data(packet), ['corp.contoso.com NS dc01.contoso.com']);
  t.deepEqual(data(packet, 'additionals'), ['dc01.contoso.com A 10.10.10.5']);
});

test('any capitals match and come back as they were asked', (t) => {
  const { packet, bytes } = ask(dnsServer().dns, query('_SipInternalTLS._tCp.CONTOSO.com', 'SRV'));
  t.deepEqual(data(packet), ['_SipInternalTLS._tCp.CONTOSO.com SRV 0 0 5061 sip.contoso.com']);
  t.true(bytes.subarray(12).toString('latin1').startsWith('\x0f_SipInternalTLS\x04_tCp\x07CONTOSO\x03com'));
});

test('every record lives for 60 seconds unless told otherwise', (t) => {
  const lives = (ttl?: number) => {
    const { dns } = dnsServer({}, ttl === undefined ? {} : { ttl });
    const { packet } = ask(dns, query('_sipinternaltls._tcp.contoso.com', 'SRV'));
    return [...(packet.answers ?? []), ...(packet.additionals ?? [])].map((record) =>
      'ttl' in record ? record.ttl : 0,
    );
  };
  t.deepEqual(lives(), [60, 60]);
  t.deepEqual(lives(5), [5, 5]);
});

const deployed = (hosts: Record<string, [string, string]>): NetworkChanges => ({
  hosts: Object.entries(hosts).map(([name, [fqdn, address]]) => ({ name, fqdn, address })),
});

test('hosts outside both domains, or named like a service, keep their own address', (t) => {
  const { dns } = dnsServer(
    deployed({
      'front-end': ['pool01.fabrikam.net', '10.0.0.1'],
      web: ['sip.contoso.com', '10.0.0.2'],
      dc: ['dc01.contoso.com', '10.0.0.3'],
    }),
  );
  t.deepEqual(data(ask(dns, query('pool01.fabrikam.net')).packet), ['pool01.fabrikam.net A 10.0.0.1']);
  t.is(ask(dns, query('fabrikam.net')).code, codes.nxDomain);
  t.deepEqual(data(ask(dns, query('sip.contoso.com')).packet), ['sip.contoso.com A 10.0.0.2']);
});

test('every machine of a pool of one name is answered', (t) => {
  const { dns } = dnsServer(
    deployed({
      'front-end': ['pool01.contoso.com', '10.0.0.1'],
      'front-end-2': ['pool01.contoso.com', '10.0.0.2'],
      web: ['pool01.contoso.com', '10.0.0.1'],
      dc: ['dc01.contoso.com', '10.0.0.3'],
    }),
  );
  t.deepEqual(data(ask(dns, query('pool01.contoso.com')).packet), [
    'pool01.contoso.com A 10.0.0.1',
    'pool01.contoso.com A 10.0.0.2',
  ]);
});
