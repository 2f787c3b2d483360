import test, { type ExecutionContext } from 'ava';
import { certsOnlyPkcs7 } from '../../certs/authorities/index.js';
import { chainFromAny, MAX_AUTHORITIES_ASKED } from '../../harness/phone/directory/authority-page.js';
import { keepAuthorities } from '../../harness/phone/directory/keep.js';
import { chainOf } from '../certs/chains.js';
import { bench, tcpServer, typedPassword } from './bench.js';
import { a, dnsServer } from './dns-server.js';
import { type Answered, webServer } from './web-server.js';

const code = 'PHONE_AUTHORITY_PAGE_FAILED';

/** A phone in whose DNS ca1 answers as told, ca2 resets every connection, and no other name exists. */
async function phoneAt(t: ExecutionContext, answer: (nth: number, path: string) => Answered) {
  const web = await webServer(t, ({ path }, nth) => answer(nth, path));
  const resets = await tcpServer(t, (socket) => socket.resetAndDestroy());
  const { dial } = await dnsServer(t, {
    'ca1.contoso.test A': [a('ca1.contoso.test', '10.0.0.91')],
    'ca2.contoso.test A': [a('ca2.contoso.test', '10.0.0.92')],
  });
  const places = { 'tcp 10.0.0.91:80': `127.0.0.1:${web.port}`, 'tcp 10.0.0.92:80': `127.0.0.1:${resets}` };
  const { context } = bench(t, {
    ...{ dial: { ...dial, ...places }, typed: typedPassword, lease: { dnsServers: ['10.0.0.53'] } },
  });
  return { context, requests: web.requests };
}

async function bundle() {
  const { intermediates, root } = await chainOf('enterprise-two-tier');
  if (!root) throw new Error('this profile has a root');
  // A set has the order DER gives it.
  const certificates = [root, ...intermediates].toSorted(Buffer.compare);
  const body = certsOnlyPkcs7(certificates).toString('base64');
  return { certificates, root, intermediates, body };
}

test('the address is the documented one, on port 80 of the host named', async (t) => {
  const { body, certificates, intermediates, root } = await bundle();
  const { context, requests } = await phoneAt(t, () => ({ body }));
  const chain = await chainFromAny(context, ['ca1.contoso.test']);
  t.deepEqual(chain, { host: 'ca1.contoso.test', certificates });
  t.is(requests[0]?.method, 'GET');
  t.is(requests[0]?.path, '/certsrv/certnew.p7b?ReqID=CACert&Renewal=-1&Enc=b64');
  t.is(requests[0]?.headers.host, 'ca1.contoso.test');
  t.is(requests[0]?.headers.authorization, undefined, 'nothing is proven unasked');
  t.deepEqual(keepAuthorities(context.memory, chain.certificates, 'authority-page'), { roots: 1, others: 1 });
  t.is(context.memory.deliveredAnchors[0]?.origin, 'authority-page');
  t.deepEqual(context.memory.deliveredAnchors[0]?.certificate, root);
  t.deepEqual(context.memory.intermediates, [...intermediates]);
});

test('the next CA is asked where one gives nothing', async (t) => {
  const { body } = await bundle();
  const { context } = await phoneAt(t, () => ({ body: `-----BEGIN PKCS7-----\n${body}\n-----END PKCS7-----\n` }));
  const { host } = await chainFromAny(context, ['gone.contoso.test', 'ca2.contoso.test', 'CA1.contoso.test.']);
  t.is(host, 'CA1.contoso.test.');
});

test('NTLM is answered when it is asked for, with what was typed', async (t) => {
  const { context, requests } = await phoneAt(t, () => ({ status: 401, headers: { 'WWW-Authenticate': 'NTLM' } }));
  await t.throwsAsync(chainFromAny(context, ['ca1.contoso.test']), { code });
  t.regex(requests[1]?.headers.authorization ?? '', /^NTLM TlRMTVNTUAAB/);
});

for (const [name, answer] of [
  ['403', { status: 403 }],
  ['401 without a scheme it knows', { status: 401, headers: { 'WWW-Authenticate': 'Negotiate' } }],
  ['a page', { body: '<html>Access is denied</html>' }],
  ['nothing', { body: '' }],
  ['a bundle of nothing', { body: certsOnlyPkcs7([]).toString('base64') }],
  ['a bundle that was cut', { body: Buffer.from('3082100006092a864886f70d010702', 'hex') }],
] as const) {
  test(`${name} is no chain, and is told`, async (t) => {
    const { context } = await phoneAt(t, () => answer);
    const error = await t.throwsAsync(chainFromAny(context, ['ca1.contoso.test']), { code });
    t.true((error?.message.length ?? 0) > 100, error?.message);
    t.is(context.memory.deliveredAnchors.length, 0);
  });
}

test('what the directory names is a host or is not asked', async (t) => {
  const { body } = await bundle();
  const { context, requests } = await phoneAt(t, () => ({ body }));
  for (const host of [
    '',
    'ca1.contoso.test:81',
    'x@ca1.contoso.test',
    'ca1.contoso.test/a?',
    'a b',
    '.',
    'x'.repeat(300),
  ]) {
    await t.throwsAsync(chainFromAny(context, [host]), { code, message: /not the name of a host/ }, host);
  }
  t.is(requests.length, 0);
  await t.throwsAsync(chainFromAny(context, []), { code });
});

test('not every CA of a long list is asked', async (t) => {
  const { context, requests } = await phoneAt(t, () => ({ status: 404 }));
  await t.throwsAsync(chainFromAny(context, Array(50).fill('ca1.contoso.test')), { code });
  t.is(requests.length, MAX_AUTHORITIES_ASKED);
});
