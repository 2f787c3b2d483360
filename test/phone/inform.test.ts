import test from 'ava';
import { INFORM_JITTER_MS, INFORM_WAITS_MS } from '../../harness/phone/network/inform.js';
import { discovery } from '../../harness/phone/steps/discovery.js';
import { lease } from '../../harness/phone/steps/lease.js';
import { bench, recorded, typedPassword } from './bench.js';
import { acknowledge, dhcpServer, option43, option120 } from './dhcp-server.js';

const SERVICE = 'https://lyncweb.contoso.com:443/CertProv/CertProvisioningService.svc';

test('the INFORM is the worked one, and the worked answer is understood', async (t) => {
  const { dial, requests } = await dhcpServer(t, (request) => [acknowledge(request, option43 + option120)]);
  const { context } = bench(t, { dial, waits: 'skip' });
  await discovery.run(context);
  t.is(context.memory.certificateService, SERVICE);
  t.deepEqual(context.memory.registrars, ['pool01.contoso.com']);
  t.is(requests.length, 1);
  const sent = requests[0]?.toString('hex') ?? '';
  t.is(sent.slice(0, 8), '01010600');
  t.is(sent.slice(16, 24 + 8), `00000000${'7f000001'}`, 'secs and flags zero, ciaddr its own');
  t.is(sent.slice(56, 68), '0004f2aabbcc');
  const options = '3501083d07010004f2aabbcc3c0c4d532d55432d436c69656e7437022b78ff';
  t.true(sent.slice(472).startsWith(`63825363${options}`), sent.slice(472));
});

test('an answer to somebody else is not taken: other xid, other hardware address, no answer at all', async (t) => {
  const elsewhere = '780a000466616b65026e6f00';
  const { dial, requests } = await dhcpServer(t, (request, nth) => {
    const otherXid = acknowledge(request, elsewhere);
    otherXid.writeUInt32BE((request.readUInt32BE(4) ^ 1) >>> 0, 4);
    const otherPhone = acknowledge(request, elsewhere);
    otherPhone[28] = 0xff;
    const request2 = acknowledge(request, elsewhere);
    request2[0] = 1;
    const strays = [otherXid, otherPhone, request2, Buffer.from('rubbish')];
    return nth === 0 ? strays : [...strays, acknowledge(request, option43 + option120)];
  });
  const { context } = bench(t, { dial, waits: 'skip' });
  await discovery.run(context);
  t.deepEqual(context.memory.registrars, ['pool01.contoso.com']);
  t.is(requests.length, 2, 'strays did not end the wait, so it asked again');
  t.deepEqual(requests[0], requests[1], 'with the same request');
});

test('of several answers the first that carries a name wins', async (t) => {
  const { dial } = await dhcpServer(t, (request) => [
    acknowledge(request, ''),
    acknowledge(request, option120),
    acknowledge(request, '78050002666500'),
  ]);
  const { context } = bench(t, { dial, typed: typedPassword });
  await discovery.run(context);
  t.deepEqual(context.memory.registrars, ['pool01.contoso.com']);
  t.is(context.memory.certificateService, undefined);
});

test('without option 43 a PIN phone says that it cannot locate the service, a USB phone goes on', async (t) => {
  const { dial, requests } = await dhcpServer(t, (request) => [acknowledge(request, option120)]);
  const byPin = bench(t, { dial, waits: 'skip' });
  const error = await t.throwsAsync(discovery.run(byPin.context), { code: 'PHONE_NO_CERTIFICATE_SERVICE' });
  t.regex(error?.message ?? '', /missing from the answer/);
  t.is(byPin.context.screen.text, 'Unable to locate Lync Certificate Web service');
  t.deepEqual(
    recorded(byPin.journal, 'phone.screen').map(({ text }) => text),
    ['Locating the server to download the certificate', 'Unable to locate Lync Certificate Web service'],
  );
  const byUsb = bench(t, { dial, typed: typedPassword });
  await discovery.run(byUsb.context);
  t.deepEqual(byUsb.context.memory.registrars, ['pool01.contoso.com']);
  t.is(requests.length, 2);
});

test('a cut option 43 gives no URL, and the reason says where it was cut', async (t) => {
  const cut = `2b28${option43.slice(4, 84)}`;
  const { dial } = await dhcpServer(t, (request) => [acknowledge(request, cut)]);
  const { context } = bench(t, { dial, waits: 'skip' });
  const error = await t.throwsAsync(discovery.run(context), { code: 'PHONE_NO_CERTIFICATE_SERVICE' });
  t.regex(error?.message ?? '', /cut after 40 bytes/);
});

test('silence: three tries, backing off on the clock', async (t) => {
  const { dial, requests } = await dhcpServer(t, () => []);
  const { context } = bench(t, { dial, waits: 'skip' });
  const before = context.clock.elapsed();
  await t.throwsAsync(lease.run(context), { code: 'PHONE_NO_LEASE' });
  t.is(requests.length, 3);
  const waited = context.clock.elapsed() - before;
  const planned = INFORM_WAITS_MS.reduce((sum, wait) => sum + wait - INFORM_JITTER_MS, 0);
  t.true(waited >= planned, `${waited} ms of clock time`);
  t.is(context.screen.text, 'Acquiring IP Address');
});

test('the lease: what is asked and what is kept', async (t) => {
  const options =
    '0104ffffff00' + '03040a0a0a01' + '06080a0a0a0a0a0a0a0b' + '0f0c636f6e746f736f2e74657374' + '2a040a0a0a05';
  const { dial, requests } = await dhcpServer(t, (request) => [acknowledge(request, options)]);
  const { context } = bench(t, { dial, waits: 'skip' });
  await lease.run(context);
  t.deepEqual(context.memory.lease, {
    server: '10.10.10.5',
    subnetMask: '255.255.255.0',
    routers: ['10.10.10.1'],
    dnsServers: ['10.10.10.10', '10.10.10.11'],
    domain: 'contoso.test',
    timeServers: [],
    ntpServers: ['10.10.10.5'],
  });
  t.true(requests[0]?.includes(Buffer.from('37050103060f2a', 'hex')));
});

test('a search list is asked for by phones that use one, and one nobody can read is none', async (t) => {
  const list = `771f${'07636f6e746f736f03636f6d00'}${'04636f727007636f6e746f736f03636f6d00'}`;
  for (const [options, searchList] of [
    [list, ['contoso.com', 'corp.contoso.com']],
    ['7702ffff', undefined],
  ] as const) {
    const { dial, requests } = await dhcpServer(t, (request) => [acknowledge(request, options)]);
    const { context } = bench(t, {
      dial,
      waits: 'skip',
      model: 'CX700',
      firmware: '3.5.6907.35',
      typed: typedPassword,
    });
    await lease.run(context);
    t.deepEqual(context.memory.lease?.searchList, searchList);
    t.true(requests[0]?.includes(Buffer.from('37060103060f2a77', 'hex')));
  }
});

test('option 4 is asked for where it is a source of time', async (t) => {
  const { dial, requests } = await dhcpServer(t, (request) => [acknowledge(request, '04040a0a0a07')]);
  const { context } = bench(t, { dial, waits: 'skip', timeSources: ['option-4'] });
  await lease.run(context);
  t.deepEqual(context.memory.lease?.timeServers, ['10.10.10.7']);
  t.true(requests[0]?.includes(Buffer.from('3706010304060f2a', 'hex')));
});
