import test, { type ExecutionContext } from 'ava';
import { summarize } from '../../../certs/trust/index.js';
import type { ServerContext } from '../../../harness/servers/context.js';
import { FrontEnd } from '../../../harness/servers/front-end/index.js';
import { header, headerValues, type SipResponse } from '../../../harness/wire/sip/index.js';
import { keptAuthority } from '../../certs/kept-keys.js';
import { eventsOf, testContext, testDate } from '../deployment.js';
import { challenge, TestPhone, userCertificate } from './phone.js';

const day = 24 * 3_600_000;

test('the certificate of another user: 403 with 4004 in the public header, and no association', async (t) => {
  const context = await testContext();
  const certificate = await userCertificate(context, { user: 'jeff@contoso.com' });
  const phone = await TestPhone.connected(t, new FrontEnd(context), { certificate });
  const response = await phone.second(await phone.first());
  t.is(response.status, 403);
  t.is(header(response, 'ms-diagnostics-public'), '4004;reason="Credentials not authorized to act as this From URI"');
  t.is(header(response, 'ms-diagnostics'), undefined);
  t.is(header(response, 'WWW-Authenticate'), undefined);
  t.like(eventsOf(context.journal, 'front-end.refused')[0], {
    user: 'alice@contoso.com',
    status: 403,
    errorId: 4004,
    problem: 'other-user',
  });
});

test('a certificate another authority of the same name issued: 401 list with 1000', async (t) => {
  const context = await testContext();
  const authority = await keptAuthority(testDate);
  await refused(t, context, await userCertificate(context, { authority }), 'foreign');
});

test('an expired certificate: 401 list with 1000', async (t) => {
  const context = await testContext();
  const at = new Date(testDate.getTime() - 2 * day);
  await refused(t, context, await userCertificate(context, { at, hours: 24 }), 'expired');
});

test('a certificate that is not valid yet: 401 list with 1000', async (t) => {
  const context = await testContext();
  await refused(
    t,
    context,
    await userCertificate(context, { at: new Date(testDate.getTime() + day) }),
    'not-yet-valid',
  );
});

test('a revoked certificate: 401 list with 1000', async (t) => {
  const context = await testContext();
  const certificate = await userCertificate(context);
  t.true(context.pool.certificates.revoke(summarize(certificate).thumbprint));
  await refused(t, context, certificate, 'revoked');
});

test('a certificate the pool issued but does not know: 401 list with 1000', async (t) => {
  const context = await testContext();
  await refused(t, context, await userCertificate(context, { unpublished: true }), 'not-published');
});

async function refused(
  t: ExecutionContext,
  context: ServerContext,
  certificate: Buffer,
  problem: string,
): Promise<void> {
  const phone = await TestPhone.connected(t, new FrontEnd(context), { certificate });
  const flight = await phone.first();
  const response = await phone.second(flight);
  finalHandshakeFailed(t, response);
  t.like(eventsOf(context.journal, 'front-end.refused')[0], {
    user: 'alice@contoso.com',
    status: 401,
    errorId: 1000,
    problem,
  });
  t.is(eventsOf(context.journal, 'front-end.signed-in').length, 0);
}

/** The list of challenges with 1000: nothing of the handshake goes on. */
function finalHandshakeFailed(t: ExecutionContext, response: SipResponse): void {
  t.is(response.status, 401);
  t.is(headerValues(response, 'WWW-Authenticate').length, 1);
  t.false(challenge(response).has('gssapi-data'));
  t.false(challenge(response).has('opaque'));
  t.true(challenge(response).has('sts-uri'));
  t.is(header(response, 'ms-diagnostics'), '1000;reason="Final handshake failed";source="pool01.contoso.com"');
}
