import test from 'ava';
import {
  defaultFrontEndSettings,
  type FrontEndSettings,
  type RegistrarScheme,
} from '../../../harness/deployment/index.js';
import { FrontEnd } from '../../../harness/servers/front-end/index.js';
import { header, headerValues } from '../../../harness/wire/sip/index.js';
import { eventsOf, testContext } from '../deployment.js';
import { NtlmPhone } from './ntlm-phone.js';
import { TestPhone, userCertificate } from './phone.js';
import { newClient, request, testEpid } from './sip-client.js';

const contextWith = (settings: Partial<FrontEndSettings>) =>
  testContext({ deployment: { frontEnd: { ...defaultFrontEndSettings, ...settings } } });

const ntlm = 'NTLM realm="SIP Communications Service", targetname="pool01.contoso.com", version=4';
const kerberos = 'Kerberos realm="SIP Communications Service", targetname="sip/pool01.contoso.com", version=4';
const tlsDsk =
  'TLS-DSK realm="SIP Communications Service", targetname="pool01.contoso.com", version=4, ' +
  'sts-uri="https://lyncweb.contoso.com:443/CertProv/CertProvisioningService.svc"';

const lists: readonly [schemes: RegistrarScheme[], list: string[]][] = [
  [
    ['NTLM', 'Kerberos', 'TLS-DSK'],
    [ntlm, kerberos, tlsDsk],
  ],
  [
    ['TLS-DSK', 'NTLM'],
    [tlsDsk, ntlm],
  ],
  [['NTLM'], [ntlm]],
  [['Kerberos'], [kerberos]],
  [['NTLM', 'NTLM'], [ntlm]],
];

for (const [schemes, list] of lists) {
  test(`the list holds ${schemes.join(', ')}, in this order`, async (t) => {
    const context = await contextWith({ schemes });
    const response = await newClient(t, context).ask(request());
    t.deepEqual(headerValues(response, 'WWW-Authenticate'), list);
    t.deepEqual(eventsOf(context.journal, 'front-end.challenge')[0]?.schemes, [...new Set(schemes)]);
  });
}

test('as installed the list is NTLM, TLS-DSK: Kerberos only where it is asked for', (t) => {
  t.deepEqual(defaultFrontEndSettings.schemes, ['NTLM', 'TLS-DSK']);
});

test('a client that picks Kerberos is told that its handshake failed, and may go on with another scheme', async (t) => {
  const context = await contextWith({ schemes: ['Kerberos', 'NTLM'] });
  const phone = new NtlmPhone(t, new FrontEnd(context));
  const ticket = (targetname: string) => ({
    name: 'Authorization',
    value: `Kerberos qop="auth", realm="SIP Communications Service", targetname="${targetname}", gssapi-data="YIIB", version=4`,
  });
  const response = await phone.client.ask(phone.request({ extra: [ticket('sip/pool01.contoso.com')] }));
  t.is(response.status, 401);
  t.deepEqual(headerValues(response, 'WWW-Authenticate'), [kerberos, ntlm]);
  t.is(header(response, 'ms-diagnostics'), '1000;reason="Final handshake failed";source="pool01.contoso.com"');
  t.like(eventsOf(context.journal, 'front-end.refused')[0], { status: 401, problem: 'kerberos-not-served' });
  const nameless = await phone.client.ask(phone.request({ extra: [ticket('pool01.contoso.com')] }));
  t.is(header(nameless, 'ms-diagnostics'), undefined, 'without the service’s name it is for another server');
  t.is((await phone.signIn()).status, 200);
});

test('a scheme that is implemented but not offered is not served', async (t) => {
  const context = await contextWith({ schemes: ['TLS-DSK'] });
  const phone = new NtlmPhone(t, new FrontEnd(context));
  const response = await phone.challenged();
  t.deepEqual(headerValues(response, 'WWW-Authenticate'), [tlsDsk]);
  t.is(eventsOf(context.journal, 'front-end.register')[0]?.step, 'unauthenticated');
});

test('TLS-DSK in version 3: the challenges say so, and the fourth REGISTER is signed as ever', async (t) => {
  const context = await contextWith({ schemes: ['TLS-DSK'], signatureVersion: 3 });
  const phone = await TestPhone.connected(t, new FrontEnd(context), { certificate: await userCertificate(context) });
  const first = await phone.first();
  t.regex(header(first, 'WWW-Authenticate') ?? '', /version=3$/);
  await phone.finish(await phone.second(first));
  const response = await phone.ask();
  t.is(response.status, 200);
  t.true(phone.association.check(response).ok);
});

test('with authentication off a request is taken as its From user’s, and the answer is not signed', async (t) => {
  const context = await contextWith({ authentication: 'off' });
  const client = newClient(t, context);
  const response = await client.ask(request());
  t.is(response.status, 200);
  t.is(header(response, 'Authentication-Info'), undefined);
  t.is(header(response, 'presence-state'), 'register-action="added"');
  const refreshed = await client.ask(request({ cseq: 2 }));
  t.is(header(refreshed, 'presence-state'), 'register-action="refreshed"');
  t.is((await client.ask(request({ method: 'OPTIONS', cseq: 3 }))).status, 200);
  t.like(eventsOf(context.journal, 'front-end.signed-in')[0], {
    user: 'alice@contoso.com',
    epid: testEpid,
    scheme: 'none',
  });
  t.is(eventsOf(context.journal, 'front-end.signed-in').length, 1, 'once for an endpoint');
  t.is(eventsOf(context.journal, 'front-end.challenge').length, 0);
});

test('with authentication off there are still users and nobodies, and credentials are not looked at', async (t) => {
  const context = await contextWith({ authentication: 'off' });
  const client = newClient(t, context);
  const nobody = await client.ask(request({ user: 'mallory@contoso.com' }));
  t.is(nobody.status, 404);
  t.regex(header(nobody, 'ms-diagnostics') ?? '', /^4005;/);
  const extra = [{ name: 'Authorization', value: `${ntlm}, gssapi-data=""` }];
  t.is((await client.ask(request({ extra, cseq: 2 }))).status, 200);
  t.is((await client.ask(request({ user: 'jeff@contoso.com', cseq: 3 }))).status, 200);
});
