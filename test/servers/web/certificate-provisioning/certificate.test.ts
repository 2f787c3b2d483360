import { X509Certificate } from 'node:crypto';
import test, { type ExecutionContext } from 'ava';
import { defaultUserCertificateProfile } from '../../../../certs/authorities/index.js';
import { ScenarioClock } from '../../../../harness/foundation/clock/index.js';
import {
  parseEnvelope,
  parseFault,
  type RequestedLifetime,
  readGetAndPublishCertResponse,
} from '../../../../harness/wire/soap/index.js';
import { alicePin, eventsOf, testDate } from '../../deployment.js';
import { settings, type TestWeb, testWeb } from '../client.js';
import { certificatePath, certificateRequest, certificateUrl, deviceId, pinTicket } from '../sign-in.js';
import { hoursLeft, provisioning } from './provisioning.js';

const bearerPath = certificatePath.replace('WebTicket_Proof_SHA1', 'WebTicket_Bearer');

/** GetAndPublishCert as alice, with the message changed on the way. */
async function ask(web: TestWeb, change: (message: string) => string = (message) => message, path = certificatePath) {
  const client = web.client();
  const ticket = await pinTicket(client, '1001', alicePin, certificateUrl.replace(certificatePath, path));
  return await client.soap(path, change(await certificateRequest({ ticket })));
}

async function issued(web: TestWeb, change?: (message: string) => string): Promise<X509Certificate> {
  const { body } = await ask(web, change);
  const { operation } = parseEnvelope(body);
  if (!operation) throw new Error(body.toString());
  return new X509Certificate(readGetAndPublishCertResponse(operation).certificate);
}

/** The message with a wish for a validity. */
function wanting({ created, expires }: RequestedLifetime): (message: string) => string {
  const element =
    `<wst:Lifetime>${created ? `<wsu:Created>${created.toISOString()}</wsu:Created>` : ''}` +
    `<wsu:Expires>${expires.toISOString()}</wsu:Expires></wst:Lifetime>`;
  return (message) => message.replace('<wst:RequestType>', `${element}<wst:RequestType>`);
}

const after = (hours: number) => new Date(testDate.getTime() + hours * 3_600_000);

test('by default: the user as common name and SIP URI, for client authentication, for 4320 hours', async (t) => {
  const certificate = await issued(await testWeb(t));
  t.is(certificate.subject, 'CN=alice@contoso.com');
  t.is(certificate.subjectAltName, 'URI:sip:alice@contoso.com');
  t.deepEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.2']);
  t.is(hoursLeft(certificate), 4320);
});

test('the profile can say less, and more', async (t) => {
  const profile = { ...defaultUserCertificateProfile, uris: [], extendedKeyUsages: [], algorithm: 'sha1RSA' } as const;
  const bare = await issued(await testWeb(t, provisioning({ profile })));
  t.is(bare.subjectAltName, undefined);
  t.falsy(bare.keyUsage);
  const more = {
    ...profile,
    uris: ['sip:{user}', 'urn:uuid:{user}'],
    extendedKeyUsages: ['1.3.6.1.5.5.7.3.2', '1.3.6.1.4.1.311.10.3.13'],
  };
  const full = await issued(await testWeb(t, provisioning({ profile: more })));
  t.is(full.subjectAltName, 'URI:sip:alice@contoso.com, URI:urn:uuid:alice@contoso.com');
  t.deepEqual(full.keyUsage, more.extendedKeyUsages);
});

test('the whole name of the request is taken over where the profile says so', async (t) => {
  const profile = { ...defaultUserCertificateProfile, subject: 'request' } as const;
  t.is((await issued(await testWeb(t, provisioning({ profile })))).subject, 'CN=alice@contoso.com');
});

const validities: readonly [string, RequestedLifetime, number][] = [
  ['between the limits', { created: after(0), expires: after(100) }, 100],
  ['counted from now where it does not say from when', { expires: after(101) }, 100],
  ['too short', { created: after(0), expires: after(1) }, 8],
  ['too long', { created: after(0), expires: after(100_000) }, 720],
];
for (const [words, lifetime, hours] of validities) {
  test(`a validity asked for: ${words}`, async (t) => {
    const web = await testWeb(t, provisioning({ validityHours: { min: 8, max: 720 } }));
    t.true(Math.abs(hoursLeft(await issued(web, wanting(lifetime))) - hours) <= (lifetime.created ? 0 : 1));
  });
}

test('the default is held to the limits, too', async (t) => {
  const web = await testWeb(t, {
    deployment: {
      ...settings({ certificateHours: 4320 }).deployment,
      ...provisioning({ validityHours: { min: 8, max: 24 } }).deployment,
    },
  });
  t.is(hoursLeft(await issued(web)), 24);
});

async function refused(t: ExecutionContext, web: TestWeb, problem: string, change?: (message: string) => string) {
  const answer = await ask(web, change);
  t.is(answer.status, 500);
  const [event] = eventsOf(web.context.journal, 'certificate.refused');
  t.is(event?.problem, problem);
  t.is(parseFault(parseEnvelope(answer.body))?.errorId, event?.errorId);
  t.deepEqual(web.context.pool.certificates.list(), []);
  t.is(eventsOf(web.context.journal, 'certificate.issued').length, 0);
  return event;
}

for (const lifetime of ['<wst:Lifetime/>', '<wst:Lifetime><wsu:Expires>soon</wsu:Expires></wst:Lifetime>']) {
  test(`a validity that makes no sense is refused: ${lifetime}`, async (t) => {
    await refused(t, await testWeb(t), 'malformed-request', (message) =>
      message.replace('<wst:RequestType>', `${lifetime}<wst:RequestType>`),
    );
  });
}

for (const id of ['STEpid', deviceId.slice(1, -1), deviceId.replace('-', ''), `${deviceId}}`]) {
  test(`a device is named by a GUID in braces, not by ${id}`, async (t) => {
    await refused(t, await testWeb(t), 'device-id', (message) => message.replace(deviceId, id));
  });
}

test('a key below MinCSRKeySize or above MaxCSRKeySize is refused, one on the limit is not', async (t) => {
  const small = await testWeb(t, provisioning({ requestKeyBits: { min: 2049, max: 16_384 } }));
  const event = await refused(t, small, 'key-size');
  t.is(event?.detail, 'a key of 2048 bits where 2049 to 16384 are allowed');
  await refused(t, await testWeb(t, provisioning({ requestKeyBits: { min: 1024, max: 2047 } })), 'key-size');
  t.truthy(await issued(await testWeb(t, provisioning({ requestKeyBits: { min: 2048, max: 2048 } }))));
});

test('nothing is issued while the store does not answer', async (t) => {
  const web = await testWeb(t, provisioning({ certificateStore: 'unreachable' }));
  await refused(t, web, 'certificate-store-unavailable');
  web.context.pool.certificates.reach(true);
  t.truthy(await issued(web));
});

test('a renewed certificate takes the place of the device’s old one', async (t) => {
  const web = await testWeb(t);
  const { journal, pool } = web.context;
  const first = await issued(web);
  const second = await issued(web);
  const [one, two] = [first, second].map(({ fingerprint }) => fingerprint.replaceAll(':', ''));
  t.is(pool.certificates.state(one ?? ''), 'unknown');
  t.is(pool.certificates.state(two ?? ''), 'published');
  t.deepEqual(
    eventsOf(journal, 'certificate.issued').map(({ replaces }) => replaces),
    [undefined, one],
  );
  const other = '{00000000-3b2c-5b1a-9f4e-0c1d2e3f4a5b}';
  await issued(web, (message) => message.replace(deviceId, other));
  t.deepEqual(
    pool.certificates.list().map((entry) => entry.deviceId),
    [deviceId, other],
  );
});

test('an administrator revokes it at once, or when the time has come', async (t) => {
  const now = await testWeb(t, provisioning({ revokeAfterMs: 0 }));
  await issued(now);
  t.true(now.context.pool.certificates.list()[0]?.revoked);
  t.is(eventsOf(now.context.journal, 'certificate.revoked').length, 1);

  const clock = new ScenarioClock({ start: testDate, waits: 'real' });
  t.teardown(() => clock.stop());
  const later = await testWeb(t, { clock, ...provisioning({ revokeAfterMs: 3_600_000 }) });
  await issued(later);
  const revoked = () => later.context.pool.certificates.list()[0]?.revoked;
  clock.advance(3_500_000);
  t.false(revoked());
  clock.advance(200_000);
  t.true(revoked());
  t.like(eventsOf(later.context.journal, 'certificate.revoked')[0], { user: 'alice@contoso.com', deviceId });
});

test('the bearer port takes tickets for itself, and the other port does not', async (t) => {
  const web = await testWeb(t);
  t.is((await ask(web, undefined, bearerPath)).status, 200);
  const client = web.client();
  const ticket = await pinTicket(client, '1001', alicePin, certificateUrl.replace(certificatePath, bearerPath));
  const answer = await client.soap(certificatePath, await certificateRequest({ ticket }));
  t.is(parseFault(parseEnvelope(answer.body))?.errorId, 28077);
});
