import test from 'ava';
import { DnsCache, MAX_CACHED_ANSWERS, MAX_CACHED_SECONDS } from '../../harness/phone/network/dns-cache.js';
import { bench } from './bench.js';
import { a, dnsServer } from './dns-server.js';

const lease = { dnsServers: ['10.0.0.53'], domain: 'corp.test' };
const aged = (name: string, address: string, ttl: number) => ({ ...a(name, address), ttl });

test('a name is asked for again when the record that ends first has ended', async (t) => {
  const records = [aged('sip.corp.test', '10.1.1.1', 300), aged('sip.corp.test', '10.1.1.2', 60)];
  const { dial, asked } = await dnsServer(t, { 'sip.corp.test A': records });
  const { context } = bench(t, { dial, lease, waits: 'skip' });
  t.deepEqual(await context.resolver.addresses('sip.corp.test'), ['10.1.1.1', '10.1.1.2']);
  await context.clock.sleep(59_000);
  t.deepEqual(await context.resolver.addresses('SIP.corp.test'), ['10.1.1.1', '10.1.1.2']);
  t.is(asked.length, 1);
  await context.clock.sleep(2_000);
  await context.resolver.addresses('sip.corp.test');
  t.is(asked.length, 2);
  context.resolver.forget();
  await context.resolver.addresses('sip.corp.test');
  t.is(asked.length, 3);
});

test('a time of nothing, and a name that is missing, are not kept', async (t) => {
  const { dial, asked } = await dnsServer(t, { 'sip.corp.test A': [aged('sip.corp.test', '10.1.1.1', 0)] });
  const { context } = bench(t, { dial, lease });
  for (const _ of [1, 2]) {
    await context.resolver.addresses('sip.corp.test');
    await t.throwsAsync(context.resolver.addresses('no.corp.test'), { code: 'PHONE_NAME_NOT_FOUND' });
  }
  t.is(asked.length, 4);
});

test('neither times nor the number of answers grow without bound', (t) => {
  let elapsed = 0;
  const cache = new DnsCache({ elapsed: () => elapsed });
  const answer = (ttl: number) => ({ code: 'NOERROR', truncated: false, answers: [aged('x.test', '10.1.1.1', ttl)] });
  cache.keep('x.test', 'A', answer(0xffffffff));
  t.truthy(cache.get('x.test', 'A'));
  t.is(cache.get('x.test', 'SRV'), undefined);
  elapsed = MAX_CACHED_SECONDS * 1000;
  t.is(cache.get('x.test', 'A'), undefined);
  for (let i = 0; i <= MAX_CACHED_ANSWERS; i++) cache.keep(`h${i}.test`, 'A', answer(60));
  t.is(cache.get('h0.test', 'A'), undefined);
  t.truthy(cache.get('h1.test', 'A'));
  t.truthy(cache.get(`h${MAX_CACHED_ANSWERS}.test`, 'A'));
});
