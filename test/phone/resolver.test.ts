import test from 'ava';
import { DNS_WAITS_MS, MAX_SUFFIXES } from '../../harness/phone/network/resolver.js';
import { bench, udpServer } from './bench.js';
import { a, dnsReply, dnsServer, srv } from './dns-server.js';

const lease = { dnsServers: ['10.0.0.53'], domain: 'corp.test' };
const TRUNCATED = 0x0200;

test('addresses of a host, through an alias', async (t) => {
  const zone = {
    'web.contoso.test A': [
      { type: 'CNAME', name: 'web.contoso.test', data: 'pool.contoso.test', ttl: 60 } as const,
      a('pool.contoso.test', '10.1.1.1'),
      a('stray.contoso.test', '10.9.9.9'),
    ],
  };
  const { dial, asked } = await dnsServer(t, zone);
  const { context } = bench(t, { dial, lease });
  t.deepEqual(await context.resolver.addresses('web.contoso.test'), ['10.1.1.1']);
  t.deepEqual(await context.resolver.addresses('10.2.2.2'), ['10.2.2.2']);
  t.deepEqual(asked, ['udp web.contoso.test A'], 'an address needs no question');
});

test('services come by priority', async (t) => {
  const name = '_sipinternaltls._tcp.contoso.test';
  const zone = { [`${name} SRV`]: [srv(name, 'second.contoso.test', 5061, 10), srv(name, 'first.contoso.test', 5062)] };
  const { dial } = await dnsServer(t, zone);
  const { context } = bench(t, { dial, lease });
  t.deepEqual(await context.resolver.services(name), [
    { host: 'first.contoso.test', port: 5062 },
    { host: 'second.contoso.test', port: 5061 },
  ]);
});

test('a failed name is tried again with the domain of DHCP, unless it ends in it', async (t) => {
  const { dial, asked } = await dnsServer(t, {
    'sip.contoso.test.corp.test A': [a('sip.contoso.test.corp.test', '10.1.1.9')],
  });
  const { context } = bench(t, { dial, lease });
  t.deepEqual(await context.resolver.addresses('sip.contoso.test'), ['10.1.1.9']);
  const error = await t.throwsAsync(context.resolver.addresses('nobody.corp.test'), { code: 'PHONE_NAME_NOT_FOUND' });
  t.regex(error?.message ?? '', /NXDOMAIN/);
  t.deepEqual(asked, ['udp sip.contoso.test A', 'udp sip.contoso.test.corp.test A', 'udp nobody.corp.test A']);
});

test('an answer with another id, or to another question, is not taken', async (t) => {
  const good = { 'sip.corp.test A': [a('sip.corp.test', '10.1.1.1')] };
  const lie = { 'sip.corp.test A': [a('sip.corp.test', '6.6.6.6')] };
  const { dial } = await dnsServer(t, good, {
    udp: (query) => {
      const otherId = dnsReply(query, lie);
      otherId.writeUInt16BE(otherId.readUInt16BE(0) ^ 1, 0);
      const otherName = Buffer.from(dnsReply(query, lie));
      otherName.write('sap', 13);
      const question = Buffer.from(query);
      return [otherId, otherName, question, Buffer.from('rubbish'), dnsReply(query, good)];
    },
  });
  const { context } = bench(t, { dial, lease });
  t.deepEqual(await context.resolver.addresses('sip.corp.test'), ['10.1.1.1']);
});

test('a truncated answer is asked for again over TCP', async (t) => {
  const zone = { 'sip.corp.test A': [a('sip.corp.test', '10.1.1.1'), a('sip.corp.test', '10.1.1.2')] };
  const { dial, asked } = await dnsServer(t, zone, {
    udp: (query) => [dnsReply(query, { 'sip.corp.test A': [] }, TRUNCATED)],
  });
  const { context } = bench(t, { dial, lease });
  t.deepEqual(await context.resolver.addresses('sip.corp.test'), ['10.1.1.1', '10.1.1.2']);
  t.deepEqual(asked, ['udp sip.corp.test A', 'tcp sip.corp.test A']);
});

test('a silent server is asked again, then the next one', async (t) => {
  let queries = 0;
  const silent = await udpServer(t, () => queries++);
  const { dial } = await dnsServer(t, { 'sip.corp.test A': [a('sip.corp.test', '10.1.1.1')] });
  const both = { ...dial, 'udp 10.0.0.54:53': `127.0.0.1:${silent}` };
  const { context } = bench(t, {
    dial: both,
    waits: 'skip',
    lease: { ...lease, dnsServers: ['10.0.0.54', '10.0.0.53'] },
  });
  t.deepEqual(await context.resolver.addresses('sip.corp.test'), ['10.1.1.1']);
  t.is(queries, DNS_WAITS_MS.length);
  const alone = bench(t, { dial: both, waits: 'skip', lease: { ...lease, dnsServers: ['10.0.0.54'] } });
  await t.throwsAsync(alone.context.resolver.addresses('sip.corp.test'), { code: 'PHONE_DNS_SILENT' });
});

test('no server in the lease, or a name DNS cannot carry', async (t) => {
  const { context } = bench(t, { lease: {} });
  await t.throwsAsync(context.resolver.addresses('sip.contoso.test'), { code: 'PHONE_NO_DNS_SERVER' });
  const named = bench(t, { lease: { dnsServers: ['10.0.0.53'] } });
  await t.throwsAsync(named.context.resolver.addresses(`${'x'.repeat(64)}.test`), { code: 'PHONE_NAME_NOT_FOUND' });
  await t.throwsAsync(named.context.resolver.addresses('a..b'), { code: 'PHONE_NAME_NOT_FOUND' });
});

test('with a search list every suffix is tried, and a domain beside it is not', async (t) => {
  const { dial, asked } = await dnsServer(t, { 'sip.second.test A': [a('sip.second.test', '10.1.1.1')] });
  const searchList = ['first.test', 'second.test', 'third.test'];
  const { context } = bench(t, { dial, lease: { ...lease, searchList } });
  t.deepEqual(await context.resolver.addresses('sip'), ['10.1.1.1']);
  t.deepEqual(asked, ['udp sip A', 'udp sip.first.test A', 'udp sip.second.test A']);
  await t.throwsAsync(context.resolver.addresses('no.first.test'), { code: 'PHONE_NAME_NOT_FOUND' });
  const suffixed = asked.slice(3).map((each) => each.replace('udp no.first.test', ''));
  t.deepEqual(suffixed, [' A', '.second.test A', '.third.test A'], 'not below its own domain again');
});

test('a list longer than anybody configures is cut', async (t) => {
  const { dial, asked } = await dnsServer(t, {});
  const searchList = Array.from({ length: 200 }, (_, i) => `s${i}.test`);
  const { context } = bench(t, { dial, lease: { ...lease, searchList } });
  await t.throwsAsync(context.resolver.addresses('sip'), { code: 'PHONE_NAME_NOT_FOUND' });
  t.is(asked.length, 1 + MAX_SUFFIXES);
});
