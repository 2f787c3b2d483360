import test from 'ava';
import { register } from '../../harness/phone/steps/register.js';
import { header, headerValues, instanceFromEpid, parseAddress } from '../../harness/wire/sip/index.js';
import { host } from '../certs/chains.js';
import { typedPassword } from './bench.js';
import { a, srv } from './dns-server.js';
import { phoneWith } from './phone-with.js';
import { STS_URI } from './registrar.js';

test('four REGISTERs of one call sign in, and the answer is verified', async (t) => {
  const { context, requests } = await phoneWith(t);
  t.is(await register.run(context), `alice@contoso.test at ${host}:5061 by TLS-DSK`);
  t.is(context.screen.text, 'Signed in');
  t.true(context.registration.current?.signedIn);
  t.deepEqual(
    requests.map((request) => header(request, 'CSeq')),
    ['1 REGISTER', '2 REGISTER', '3 REGISTER', '4 REGISTER'],
  );
  t.is(new Set(requests.map((request) => header(request, 'Call-ID'))).size, 1);
  const [first] = requests;
  if (!first) return t.fail('no REGISTER');
  t.is(first.uri, 'sip:contoso.test');
  t.is(header(first, 'Authorization'), undefined);
  t.regex(header(first, 'User-Agent') ?? '', /^CPE\/4\.0\.7577\.4420 OCPhone\/4\.0\.7577\.4420 /);
  t.is(header(first, 'Event'), 'registration');
  t.is(header(first, 'Expires'), undefined);
  t.true(headerValues(first, 'Supported').join().includes('gruu-10'));
  const epid = parseAddress(header(first, 'From') ?? '').parameters.get('epid') ?? '';
  t.true(header(first, 'Contact')?.includes(`urn:uuid:${instanceFromEpid(epid).toUpperCase()}`));
  t.false(header(requests[3] ?? first, 'Authorization')?.includes('gssapi-data'));
});

test('signing out is a signed REGISTER with Expires 0', async (t) => {
  const { context, requests } = await phoneWith(t);
  await register.run(context);
  await context.registration.current?.signOut();
  const last = requests.at(-1);
  t.is(last && header(last, 'Expires'), '0');
  t.is(requests.length, 5);
  t.false(context.registration.current?.signedIn);
});

for (const [name, spoil, problem] of [
  [
    'a changed signature',
    (text: string) => text.replace(/rspauth="(.)/, (_, c) => `rspauth="${c === '0' ? '1' : '0'}`),
    'bad-signature',
  ],
  ['a changed status field', (text: string) => text.replace('Expires: 7200', 'Expires: 9999'), 'bad-signature'],
  ['no signature', (text: string) => text.replace(/Authentication-Info:.*\r\n/, ''), 'missing'],
] as const) {
  test(`an answer with ${name} signs nobody in`, async (t) => {
    const { context } = await phoneWith(t, { registrar: { spoil } });
    await t.throwsAsync(register.run(context), { code: 'PHONE_SIGNATURE_INVALID', message: new RegExp(problem) });
    t.is(context.screen.text, 'Unable to contact Registrar for authentication. Please sign in again.');
    t.falsy(context.registration.current?.signedIn);
  });
}

test('a refusal tells the number the registrar gives', async (t) => {
  const { context } = await phoneWith(t, {
    registrar: {
      answer: (_, response) => ({
        ...response,
        status: 403,
        reason: 'Forbidden',
        headers: [...response.headers, { name: 'ms-diagnostics-public', value: '4004;reason="Not authorized"' }],
      }),
    },
  });
  await t.throwsAsync(register.run(context), { code: 'PHONE_REGISTER_REFUSED', message: /403 Forbidden .*4004/ });
  t.is(context.screen.text, 'Account used is not authorized');
});

test('a registrar that offers no certificate authentication, and one that breaks the handshake off', async (t) => {
  const ntlmOnly = ['NTLM realm="SIP Communications Service", targetname="x", version=4'];
  const first = await phoneWith(t, { registrar: { offers: ntlmOnly } });
  await t.throwsAsync(register.run(first.context), { code: 'PHONE_NO_TLS_DSK', message: /only: NTLM/ });
  const second = await phoneWith(t, { registrar: { afterHello: { status: 503, reason: 'Service Unavailable' } } });
  await t.throwsAsync(register.run(second.context), { code: 'PHONE_REGISTER_REFUSED', message: /503/ });
});

test('without a certificate the challenge tells where to get one, and the connection stays', async (t) => {
  const { context, requests } = await phoneWith(t, { without: 'certificate', typed: typedPassword });
  await register.run(context);
  t.is(context.memory.certificateService, STS_URI);
  t.is(requests.length, 1);
  t.true(context.registration.current?.connection.open);
  t.is(context.screen.text, 'Connecting to Lync Server');
});

test('an untrusted registrar gets no REGISTER, and the phone goes on showing that it connects', async (t) => {
  const { context, requests } = await phoneWith(t, { untrusted: true });
  await t.throwsAsync(register.run(context), { code: 'PHONE_SERVER_UNTRUSTED' });
  t.is(requests.length, 0);
  t.is(context.screen.text, 'Connecting to Lync Server');
});

test('a PIN phone tries option 120 first, a USB phone the SRV record', async (t) => {
  const name = '_sipinternaltls._tcp.contoso.test';
  const zone = {
    [`${name} SRV`]: [srv(name, 'sip.contoso.test', 5061)],
    'sip.contoso.test A': [a('sip.contoso.test', '10.0.0.61')],
  };
  const byPin = await phoneWith(t, { zone });
  t.regex(await register.run(byPin.context), /at lyncfe\.contoso\.test/);
  t.deepEqual(byPin.asked, [`udp ${host} A`]);
  const byUsb = await phoneWith(t, { zone, typed: typedPassword });
  t.regex(await register.run(byUsb.context), /at sip\.contoso\.test/);
  t.deepEqual(byUsb.asked, [`udp ${name} SRV`, 'udp sip.contoso.test A']);
});

test('an SRV record that leads out of its domain is refused from CU7 on', async (t) => {
  const name = '_sipinternaltls._tcp.contoso.test';
  const zone = {
    [`${name} SRV`]: [srv(name, 'pool.fabrikam.test', 5061)],
    'pool.fabrikam.test A': [a('pool.fabrikam.test', '10.0.0.61')],
  };
  const setting = { zone, typed: typedPassword, without: 'certificate' } as const;
  const newer = await phoneWith(t, { ...setting, firmware: '4.0.7577.4363' });
  newer.context.memory.registrars = [];
  await t.throwsAsync(register.run(newer.context), { code: 'PHONE_STRICT_DOMAIN' });
  t.false(newer.asked.includes('udp pool.fabrikam.test A'));
  const older = await phoneWith(t, { ...setting, firmware: '4.0.7577.4100' });
  older.context.memory.registrars = [];
  // The older one goes there, and then minds the name in the certificate.
  await t.throwsAsync(register.run(older.context), { code: 'PHONE_SERVER_UNTRUSTED', message: /pool\.fabrikam\.test/ });
});

test('a dead registrar: the next place is tried', async (t) => {
  const name = '_sipinternaltls._tcp.contoso.test';
  const zone = {
    'dead.contoso.test A': [a('dead.contoso.test', '10.0.0.99')],
    [`${name} SRV`]: [srv(name, 'sip.contoso.test', 5061)],
    'sip.contoso.test A': [a('sip.contoso.test', '10.0.0.61')],
  };
  const { context } = await phoneWith(t, { zone, extraDial: { 'tcp 10.0.0.99:5061': '127.0.0.1:1' } });
  context.memory.registrars = ['dead.contoso.test'];
  t.regex(await register.run(context), /at sip\.contoso\.test/);
});

test('no registrar anywhere: all places are told, and the screen says so', async (t) => {
  const { context, asked } = await phoneWith(t, { extraDial: { 'tcp 10.0.0.61:5061': '127.0.0.1:1' } });
  await t.throwsAsync(register.run(context), { code: 'PHONE_CONNECT_FAILED', message: /10\.0\.0\.61:5061/ });
  t.is(context.screen.text, 'Unable to contact Registrar for authentication. Please sign in again.');
  t.true(asked.includes('udp _sip._tls.contoso.test SRV') && asked.includes('udp sipexternal.contoso.test A'));
  context.memory.registrars = [];
  await t.throwsAsync(register.run(context), { code: 'PHONE_NO_REGISTRAR', message: /_sipinternaltls/ });
});

test('a signed redirect is followed to the home pool, an endless one is not', async (t) => {
  const { context, requests } = await phoneWith(t, {
    registrar: {
      answer: (_, response) => ({
        ...response,
        status: 301,
        reason: 'Redirect request to Home Server',
        headers: [...response.headers, { name: 'Contact', value: `<sip:${host}:5061;transport=tls>` }],
      }),
    },
  });
  await t.throwsAsync(register.run(context), { code: 'PHONE_NO_REGISTRAR', message: /redirected more than/ });
  t.is(requests.length, 16);
});
