import test, { type ExecutionContext } from 'ava';
import { POWER_ON_DATE } from '../../harness/phone/index.js';
import { time } from '../../harness/phone/steps/time.js';
import { type BenchOptions, bench, typedPassword, udpServer } from './bench.js';
import { a, dnsServer, srv } from './dns-server.js';

/** 2014-03-05 12:00:00 UTC, the worked timestamp. */
const NOON = 'd6c1904000000000';

/** A worked answer by hand, giving back the request's transmit timestamp. */
function answer(request: Buffer, changes: { first?: string; originate?: string; transmit?: string } = {}): Buffer {
  const { first = '1c0204ec', originate = request.subarray(40, 48).toString('hex'), transmit = NOON } = changes;
  return Buffer.from(`${first}00000000000000100a0a0a05${NOON}${originate}${NOON}${transmit}`, 'hex');
}

async function phoneWith(
  t: ExecutionContext,
  reply: (request: Buffer) => readonly Buffer[],
  withSrv = true,
  given: BenchOptions = {},
) {
  const requests: Buffer[] = [];
  const port = await udpServer(t, (bytes, send) => {
    requests.push(bytes);
    for (const each of reply(bytes)) send(each);
  });
  const name = '_ntp._udp.contoso.test';
  const { dial, asked } = await dnsServer(t, {
    ...(withSrv && { [`${name} SRV`]: [srv(name, 'dc01.contoso.test', 123)] }),
    'dc01.contoso.test A': [a('dc01.contoso.test', '10.0.0.1')],
    'time.windows.com A': [a('time.windows.com', '10.0.0.2')],
  });
  const server = `127.0.0.1:${port}`;
  const both = { ...dial, 'udp 10.0.0.1:123': server, 'udp 10.0.0.2:123': server };
  const { context } = bench(t, {
    dial: both,
    waits: 'skip',
    lease: { dnsServers: ['10.0.0.53'], domain: 'contoso.test' },
    ...given,
  });
  return { context, requests, asked };
}

test('the worked answer sets the date, and it runs on from there', async (t) => {
  const { context, requests } = await phoneWith(t, (request) => [answer(request)]);
  const before = context.date.now();
  t.is(before.getUTCFullYear(), POWER_ON_DATE.getUTCFullYear());
  const detail = await time.run(context);
  t.is(detail, 'dc01.contoso.test says 2014-03-05T12:00:00.000Z');
  const elapsed = context.clock.elapsed();
  const now = context.date.now().getTime();
  t.true(now - Date.parse('2014-03-05T12:00:00Z') >= 0);
  await context.clock.sleep(3_600_000);
  // A date has whole milliseconds at both ends, and time passes between the two readings.
  const difference = context.date.now().getTime() - now - (context.clock.elapsed() - elapsed);
  t.true(Math.abs(difference) <= 2, `${difference} ms apart`);
  t.is(requests[0]?.length, 48);
  t.is(requests[0]?.[0], 0x1b, 'version 3, client');
  t.true((context.date.offset ?? 0) > 8 * 365 * 86_400_000);
});

test('without the SRV record time.windows.com is asked', async (t) => {
  const { context, asked } = await phoneWith(t, (request) => [answer(request)], false);
  t.regex(await time.run(context), /^time\.windows\.com says 2014-03-05/);
  t.deepEqual(asked, ['udp _ntp._udp.contoso.test SRV', 'udp time.windows.com A']);
});

test('an answer that does not give back the request is not taken', async (t) => {
  const { context } = await phoneWith(t, (request) => {
    const originate = request.subarray(40, 48);
    originate.writeUInt8(originate.readUInt8(7) ^ 1, 7);
    const stray = answer(request, { originate: originate.toString('hex'), transmit: 'ffffffff00000000' });
    originate.writeUInt8(originate.readUInt8(7) ^ 1, 7);
    const clientMode = answer(request, { first: '1b0204ec', transmit: 'ffffffff00000000' });
    return [stray, clientMode, answer(request).subarray(0, 40), answer(request)];
  });
  await time.run(context);
  t.is(context.date.now().toISOString().slice(0, 10), '2014-03-05');
});

for (const [name, changes, said] of [
  ['a kiss of death', { first: '1c0004ec' }, /kiss of death/],
  ['a clock that is not synchronised', { first: 'dc0204ec' }, /not synchronised/],
  ['no time', { transmit: '0000000000000000' }, /names no time/],
] as const) {
  test(`${name} sets no date`, async (t) => {
    const { context } = await phoneWith(t, (request) => [answer(request, changes)]);
    const error = await t.throwsAsync(time.run(context), { code: 'PHONE_NO_TIME' });
    t.regex(error?.message ?? '', said);
    t.is(context.date.offset, undefined);
    t.is(context.date.now().getUTCFullYear(), 2006);
  });
}

test('silence: asked thrice, then the fallback, and the power-on date stays', async (t) => {
  const { context, requests } = await phoneWith(t, () => []);
  await t.throwsAsync(time.run(context), { code: 'PHONE_NO_TIME' });
  t.is(requests.length, 6);
  t.is(context.date.now().getUTCFullYear(), 2006);
});

test('without a record in the DHCP domain that of the SIP domain is asked, once one is known', async (t) => {
  const lease = { dnsServers: ['10.0.0.53'], domain: 'corp.test' };
  const { context, asked } = await phoneWith(t, (request) => [answer(request)], true, { lease, typed: typedPassword });
  t.regex(await time.run(context), /^dc01\.contoso\.test says 2014-03-05/);
  t.deepEqual(asked.slice(0, 3), [
    'udp _ntp._udp.corp.test SRV',
    'udp _ntp._udp.contoso.test SRV',
    'udp dc01.contoso.test A',
  ]);
  const byPin = await phoneWith(t, (request) => [answer(request)], true, { lease });
  t.regex(await time.run(byPin.context), /^time\.windows\.com says/, 'a PIN names no domain');
  byPin.context.memory.sipAddress = 'alice@contoso.test';
  t.regex(await time.run(byPin.context), /^dc01\.contoso\.test says/);
});

test('option 42 is what a phone of another vendor asks first, and a Lync phone does not', async (t) => {
  const lease = { dnsServers: ['10.0.0.53'], domain: 'contoso.test', ntpServers: ['10.0.0.9', '10.0.0.2'] };
  const vvx = await phoneWith(t, (request) => [answer(request)], true, {
    lease,
    model: 'VVX600',
    firmware: '5.4.0.5841',
  });
  t.regex(await time.run(vvx.context), /^10\.0\.0\.2 says 2014-03-05/);
  t.deepEqual(vvx.asked, []);
  const lync = await phoneWith(t, (request) => [answer(request)], true, { lease });
  t.regex(await time.run(lync.context), /^dc01/);
});

test('a server that sends the phone away is left for the next', async (t) => {
  let asked = 0;
  const { context, requests } = await phoneWith(t, (request) => [
    answer(request, ++asked === 1 ? { first: '1c0004ec' } : {}),
  ]);
  t.regex(await time.run(context), /^time\.windows\.com says/);
  t.is(requests.length, 2, 'the first is not asked again');
});

test('option 4 is asked where a phone is told to, by SNTP and in its turn', async (t) => {
  const lease = { dnsServers: ['10.0.0.53'], domain: 'contoso.test', timeServers: ['10.0.0.2'] };
  const given = { lease, timeSources: ['option-4', 'srv'] } as const;
  const told = await phoneWith(t, (request) => [answer(request)], true, given);
  t.regex(await time.run(told.context), /^10\.0\.0\.2 says 2014-03-05/);
  t.deepEqual(told.asked, []);
  const untold = await phoneWith(t, (request) => [answer(request)], true, { lease });
  t.regex(await time.run(untold.context), /^dc01/);
});
