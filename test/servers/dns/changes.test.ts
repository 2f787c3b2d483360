import test from 'ava';
import {
  type DnsChanges,
  type DnsRecord,
  defaultNameServiceSettings,
  type NameServiceSettings,
} from '../../../harness/deployment/index.js';
import { DnsServer } from '../../../harness/servers/dns/index.js';
import { networkContext } from '../network-context.js';
import { ask, codes, data, query } from './queries.js';

function server(settings: Partial<NameServiceSettings>): DnsServer {
  return new DnsServer(networkContext({ dns: { ...defaultNameServiceSettings, ...settings } }));
}

const records = (...all: readonly (readonly [string, DnsRecord])[]): DnsChanges['records'] =>
  all.map(([name, record]) => ({ name, record }));
const a = (address: string): DnsRecord => ({ type: 'A', address });
const alias = (target: string): DnsRecord => ({ type: 'CNAME', target });
const service = '_sipinternaltls._tcp.contoso.com';

test('a record added stands beside those that are there, and lives as long as told', (t) => {
  const dns = server({ ttl: 7, records: records(['sip.contoso.com', a('192.0.2.1')]) });
  const { packet } = ask(dns, query('sip.contoso.com'));
  t.deepEqual(data(packet), ['sip.contoso.com A 10.10.10.20', 'sip.contoso.com A 192.0.2.1']);
  t.deepEqual(
    packet.answers?.map((each) => 'ttl' in each && each.ttl),
    [7, 7],
  );
});

test('a name without its records exists no more; without those of one type it has no data', (t) => {
  const dns = server({
    removed: [
      { name: service, type: 'SRV' },
      { name: 'SIP.contoso.com' },
      { name: 'lyncweb.contoso.com', type: 'AAAA' },
    ],
    records: records(['dc01.contoso.com', { type: 'AAAA', address: '2001:db8::5' }]),
  });
  t.is(ask(dns, query(service, 'SRV')).code, codes.nxDomain);
  t.is(ask(dns, query('_tcp.contoso.com')).code, codes.nxDomain, 'nothing is left below');
  const gone = ask(dns, query('sip.contoso.com'));
  t.is(gone.code, codes.nxDomain);
  t.deepEqual(data(gone.packet, 'authorities'), ['contoso.com SOA']);
  t.is(ask(dns, query('lyncweb.contoso.com')).code, codes.noError, 'another type was meant');
  const onlyV6 = server({
    removed: [{ name: 'dc01.contoso.com', type: 'A' }],
    records: records(['dc01.contoso.com', { type: 'AAAA', address: '2001:db8::5' }]),
  });
  const empty = ask(onlyV6, query('dc01.contoso.com'));
  t.is(empty.code, codes.noError);
  t.deepEqual([data(empty.packet), data(empty.packet, 'authorities')], [[], ['contoso.com SOA']]);
  const v6 = ask(onlyV6, query('dc01.contoso.com', 'AAAA')).packet.answers?.[0];
  t.is(v6?.type === 'AAAA' && v6.data, '2001:db8::5');
});

test('one device sees other records than the rest', (t) => {
  const mac = '00:04:f2:aa:bb:cc';
  const device: DnsChanges = { removed: [{ name: service }], records: records(['sip.contoso.com', a('192.0.2.9')]) };
  const context = networkContext({ dns: { ...defaultNameServiceSettings, devices: new Map([[mac, device]]) } });
  const dns = new DnsServer(context);
  t.is(ask(dns, query(service, 'SRV')).code, codes.noError);
  context.pool.devices.learn(mac, '10.10.20.51');
  t.is(ask(dns, query(service, 'SRV')).code, codes.nxDomain);
  t.is(data(ask(dns, query('sip.contoso.com')).packet).length, 2);
});

test('an alias is followed as far as it leads in our zones, and no further', (t) => {
  const dns = server({
    removed: [{ name: 'sip.contoso.com' }],
    records: records(
      ['sip.contoso.com', alias('registrar.contoso.com')],
      ['registrar.contoso.com', alias('pool01.contoso.com')],
      ['away.contoso.com', alias('pool.fabrikam.com')],
      ['nowhere.contoso.com', alias('nobody.contoso.com')],
    ),
  });
  const { code, packet } = ask(dns, query('Sip.contoso.com'));
  t.is(code, codes.noError);
  t.deepEqual(
    packet.answers?.map(({ name, type }) => `${name} ${type}`),
    ['Sip.contoso.com CNAME', 'registrar.contoso.com CNAME', 'pool01.contoso.com A'],
  );
  const asked = ask(dns, query('sip.contoso.com', 'SRV'));
  t.is(asked.code, codes.noError);
  t.deepEqual(data(asked.packet, 'authorities'), ['contoso.com SOA'], 'no such type at the end of the way');
  const away = ask(dns, query('away.contoso.com'));
  t.deepEqual([away.code, away.packet.answers?.length, away.packet.authorities?.length], [codes.noError, 1, 0]);
  const nowhere = ask(dns, query('nowhere.contoso.com'));
  t.deepEqual([nowhere.code, nowhere.packet.answers?.length], [codes.nxDomain, 1], 'RFC 6604');
});

test('aliases that lead in a circle, or on for ever, come to an end', (t) => {
  const chain = Array.from({ length: 40 }, (_, i) => [`n${i}.contoso.com`, alias(`n${i + 1}.contoso.com`)] as const);
  const dns = server({
    records: records(
      ...chain,
      ['one.contoso.com', alias('two.contoso.com')],
      ['two.contoso.com', alias('ONE.contoso.com')],
    ),
  });
  t.is(ask(dns, query('one.contoso.com')).packet.answers?.length, 2);
  t.is(ask(dns, query('n0.contoso.com')).packet.answers?.length, 8);
});

test('a name of nobody’s becomes a zone of its own, and its neighbours stay foreign', (t) => {
  const dns = server({ records: records(['pool.fabrikam.com', a('192.0.2.7')]) });
  t.deepEqual(data(ask(dns, query('pool.fabrikam.com')).packet), ['pool.fabrikam.com A 192.0.2.7']);
  const neighbour = ask(dns, query('www.fabrikam.com'));
  t.deepEqual([neighbour.code, data(neighbour.packet, 'authorities')], [codes.nxDomain, []]);
  t.is(ask(dns, query('fabrikam.com')).code, codes.nxDomain);
});
