import test, { type ExecutionContext } from 'ava';
import { certificatesFromPkcs7 } from '../../../certs/trust/index.js';
import {
  type AuthorityPageAccess,
  authoritiesOf,
  defaultActiveDirectorySettings,
} from '../../../harness/deployment/index.js';
import { alicePassword, eventsOf, testDeployment } from '../deployment.js';
import { testWeb } from './client.js';
import { signOnWindows } from './sign-on-windows.js';

const path = '/certsrv/certnew.p7b';
const asked = `${path}?ReqID=CACert&Renewal=-1&Enc=b64`;

/** A set has the order DER gives it. */
const inOrder = (certificates: readonly Buffer[]) => certificates.toSorted(Buffer.compare);

async function page(t: ExecutionContext, access?: AuthorityPageAccess) {
  const { certificates } = await testDeployment();
  const authorities = authoritiesOf(certificates.default);
  const activeDirectory = {
    ...{ ...defaultActiveDirectorySettings, domain: 'contoso.com', published: [] },
    ...(access && { enrollment: { page: access, authorities } }),
  };
  const { client, context } = await testWeb(t, { deployment: { activeDirectory } });
  const events = () => eventsOf(context.journal, 'authority-page.served');
  const refusals = () => eventsOf(context.journal, 'authority-page.refused');
  return { authorities, client, context, events, refusals };
}

test('whoever proves an account gets the chain in base64', async (t) => {
  const { authorities, client, events, refusals } = await page(t, 'windows');
  const connection = client('web-http');
  const bare = await connection.ask(asked);
  t.is(bare.status, 401);
  t.is(bare.headers.get('www-authenticate'), 'NTLM');
  const answer = await signOnWindows(connection, asked, { password: alicePassword });
  t.is(answer.status, 200);
  t.is(answer.headers.get('content-type'), 'application/x-pkcs7-certificates');
  t.regex(answer.text, /^-----BEGIN CERTIFICATE-----\r\n([A-Za-z0-9+/=]{1,64}\r\n)+-----END CERTIFICATE-----\r\n$/);
  t.deepEqual(certificatesFromPkcs7(answer.body), inOrder(authorities));
  const [event, ...more] = events();
  t.is(more.length, 0);
  t.like(event, { over: 'http', encoding: 'base64', account: 'alice' });
  t.deepEqual(
    event?.certificates.map(({ selfSigned }) => selfSigned),
    [true, false],
  );
  t.is(refusals().length, 0, 'a challenge is no refusal');
});

test('a wrong password is refused, and said to be', async (t) => {
  const { client, events, refusals } = await page(t, 'windows');
  const answer = await signOnWindows(client('web-http'), asked, { password: 'not-hers' });
  t.is(answer.status, 401);
  t.like(refusals()[0], { over: 'http', status: 401, reason: 'wrong-password', account: 'alice' });
  t.is(events().length, 0);
});

test('without rights the proof does not help', async (t) => {
  const { client, events, refusals } = await page(t, 'unauthorized');
  const answer = await signOnWindows(client('web-http'), asked, { password: alicePassword });
  t.is(answer.status, 401);
  t.is(answer.headers.get('www-authenticate'), undefined, 'there is nothing to prove');
  t.like(refusals()[0], { status: 401, reason: 'no-rights', account: 'alice' });
  t.is(events().length, 0);
});

for (const [access, status, reason] of [
  ['forbidden', 403, 'forbidden'],
  ['absent', 404, 'no-page'],
] as const) {
  test(`${access}: ${status} to everybody`, async (t) => {
    const { client, context, refusals } = await page(t, access);
    t.is((await client('web-http').ask(asked)).status, status);
    t.like(refusals()[0], { status, reason });
    t.is(eventsOf(context.journal, 'web.unknown-request').length, 0);
  });
}

test('names compare without case, bytes come as bytes, https has the page too', async (t) => {
  const { authorities, client, events } = await page(t, 'anonymous');
  const answer = await client().ask('/CertSrv/CERTNEW.p7b?reqid=cacert&renewal=0&enc=BIN');
  t.is(answer.body[0], 0x30);
  t.deepEqual(certificatesFromPkcs7(answer.body), inOrder(authorities));
  t.like(events()[0], { over: 'https', encoding: 'binary' });
  t.false('account' in (events()[0] ?? {}));
});

for (const query of ['', '?ReqID=17&Enc=b64', '?Enc=b64', '?ReqID=%', '?ReqID=CACertX&ReqID=CACert']) {
  test(`no chain for "${query}"`, async (t) => {
    const { client, context, events } = await page(t, 'anonymous');
    t.is((await client('web-http').ask(`${path}${query}`)).status, 404);
    t.is(eventsOf(context.journal, 'web.unknown-request').length, 1);
    t.is(events().length, 0);
  });
}

test('where no CA is in the directory there is nothing', async (t) => {
  const { client, context, refusals } = await page(t);
  t.is((await client('web-http').ask(asked)).status, 404);
  t.is(eventsOf(context.journal, 'web.unknown-request').length, 1);
  t.is(refusals().length, 0);
});
