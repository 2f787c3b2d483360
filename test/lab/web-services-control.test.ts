import { X509Certificate } from 'node:crypto';
import test from 'ava';
import { summarize } from '../../certs/trust/index.js';
import { eventsOf } from '../servers/deployment.js';
import { foreignRoot } from '../servers/web/certificate-provisioning/provisioning.js';
import { control, type OpenedLab, opened } from './open.js';

const nobodys = '00112233445566778899AABBCCDDEEFF00112233';

/** GET of the control API. */
async function asked({ lab }: OpenedLab, path: string): Promise<Record<string, unknown>> {
  const { address = '', port = 0 } = lab.control?.listener ?? {};
  const headers = { authorization: `Bearer ${lab.control?.token}` };
  return (await (await fetch(`http://${address}:${port}/v1/${path}`, { headers })).json()) as Record<string, unknown>;
}

async function downloaded({ lab }: OpenedLab): Promise<Buffer> {
  const { address = '', port = 0 } = lab.endpoints.get('web-http') ?? {};
  const answer = await fetch(`http://${address}:${port}/CertProv/CertProvisioningService.svc`);
  return Buffer.from(await answer.arrayBuffer());
}

test('a trusted CA is added, listed, downloaded and removed while the lab runs', async (t) => {
  const open = await opened(t);
  const root = await foreignRoot();
  const { subject, thumbprint } = summarize(root);
  const entry = { thumbprint, store: 'TrustedRootCA', subject, selfSigned: true };
  t.false((await downloaded(open)).includes(root));
  const body = { store: 'TrustedRootCA', certificate: new X509Certificate(root).toString() };
  const added = await control(open.lab, 'web-services/trusted-ca/add', body);
  t.deepEqual(added.value, { added: [{ ...entry, known: false }] });
  t.deepEqual(await asked(open, 'web-services/trusted-ca'), { inferred: false, trustedCas: [entry] });
  t.true((await downloaded(open)).includes(root));
  const again = await control(open.lab, 'web-services/trusted-ca/add', {
    ...body,
    certificate: root.toString('base64'),
  });
  t.like(again.value, { added: [{ known: true }] });
  const spaced = thumbprint.replace(/../g, '$& ').toLowerCase();
  const removed = await control(open.lab, 'web-services/trusted-ca/remove', { thumbprint: spaced });
  t.deepEqual(removed.value, { removed: [entry] });
  t.false((await downloaded(open)).includes(root));
  t.deepEqual(
    eventsOf(open.journal, 'trusted-ca.changed').map(({ change }) => change),
    ['added', 'added', 'removed'],
  );
});

test('a thumbprint the server does not have is added all the same, and told as missing', async (t) => {
  const open = await opened(t);
  const { value } = await control(open.lab, 'web-services/trusted-ca/add', {
    ...{ store: 'IntermediateCA', thumbprint: nobodys },
  });
  t.deepEqual(value, { added: [{ thumbprint: nobodys, store: 'IntermediateCA', missing: true, known: false }] });
  await downloaded(open);
  t.like(eventsOf(open.journal, 'trusted-ca.missing')[0], { thumbprint: nobodys, rule: 'skipped' });
});

test('certificates are listed and revoked by thumbprint, user and device; the store goes and comes', async (t) => {
  const open = await opened(t);
  const { certificates } = open.lab.pool;
  const publish = (thumbprint: string, deviceId: string) =>
    certificates.publish({
      ...{ user: 'alice@contoso.test', deviceId, thumbprint, certificate: Buffer.alloc(0) },
      notAfter: new Date('2015-05-14T09:00:00Z'),
    });
  const [one = '', two = '', three = ''] = ['A', 'B', 'C'].map((digit) => digit.repeat(40));
  publish(one, '{1}');
  publish(two, '{2}');
  publish(three, '{3}');
  const listed = (await asked(open, 'certificates')) as { certificates: { thumbprint: string; revoked: boolean }[] };
  t.deepEqual(
    listed.certificates.map(({ thumbprint, revoked }) => [thumbprint, revoked]),
    [one, two, three].map((thumbprint) => [thumbprint, false]),
  );
  t.like((await control(open.lab, 'certificates/revoke', { thumbprint: one.toLowerCase() })).value, { revoked: true });
  t.is(certificates.state(one), 'revoked');
  t.like((await control(open.lab, 'certificates/revoke', { thumbprint: nobodys })).value, { revoked: false });
  t.like((await control(open.lab, 'certificates/revoke', { user: 'alice', deviceId: '{2}' })).value, {
    certificates: [{ thumbprint: two }],
  });
  t.is(certificates.state(three), 'published');
  await control(open.lab, 'certificates/revoke', { user: 'alice@contoso.test' });
  t.is(certificates.state(three), 'revoked');
  t.is(eventsOf(open.journal, 'certificate.revoked').length, 3);
  t.deepEqual((await control(open.lab, 'certificates/store', { reachable: false })).value, { reachable: false });
  t.false(certificates.isReachable(true));
});

test('what makes no sense is refused and changes nothing', async (t) => {
  const open = await opened(t);
  const bad: [string, Record<string, unknown>, RegExp][] = [
    ['web-services/trusted-ca/add', { thumbprint: nobodys }, /store/],
    ['web-services/trusted-ca/add', { store: 'Root', thumbprint: nobodys }, /store/],
    ['web-services/trusted-ca/add', { store: 'TrustedRootCA' }, /certificate/],
    ['web-services/trusted-ca/add', { store: 'TrustedRootCA', thumbprint: nobodys, certificate: 'x' }, /certificate/],
    ['web-services/trusted-ca/add', { store: 'TrustedRootCA', certificate: 'no certificate' }, /certificate/],
    ['web-services/trusted-ca/add', { store: 'TrustedRootCA', certificate: 7 }, /certificate/],
    ['web-services/trusted-ca/add', { store: 'TrustedRootCA', thumbprint: '\u200e0011' }, /thumbprint/],
    ['web-services/trusted-ca/remove', {}, /thumbprint/],
    ['web-services/trusted-ca/remove', { thumbprint: nobodys, store: 'toString' }, /store/],
    ['certificates/revoke', {}, /thumbprint/],
    ['certificates/revoke', { thumbprint: nobodys, user: 'alice' }, /thumbprint/],
    ['certificates/revoke', { user: 'nobody' }, /user/],
    ['certificates/revoke', { user: 7 }, /user/],
    ['certificates/revoke', { user: 'alice', deviceId: 7 }, /deviceId/],
    ['certificates/store', { reachable: 'yes' }, /reachable/],
  ];
  for (const [path, body, message] of bad) {
    const { status, value } = await control(open.lab, path, body);
    t.is(status, 400, `${path} ${JSON.stringify(body)}`);
    t.regex(String(value.sentence), message, `${path} ${JSON.stringify(body)}`);
  }
  t.deepEqual(await asked(open, 'web-services/trusted-ca'), { inferred: false, trustedCas: [] });
});

test('of the three ports for the chain each can be closed alone', async (t) => {
  const open = async (webServices: { http?: boolean; http8080?: boolean; https?: boolean }) =>
    [...(await opened(t, { webServices })).lab.endpoints.keys()].filter((name) => name.startsWith('web'));
  t.deepEqual(await open({}), ['web-http', 'web-http-8080', 'web']);
  t.deepEqual(await open({ http: false }), ['web']);
  t.deepEqual(await open({ http: false, http8080: true }), ['web-http-8080', 'web']);
  t.deepEqual(await open({ http8080: false }), ['web-http', 'web']);
  t.deepEqual(await open({ https: false }), ['web-http', 'web-http-8080']);
});
