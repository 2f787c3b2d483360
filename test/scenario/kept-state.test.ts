import { X509Certificate } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { ProvisioningAuthority } from '../../certs/authorities/index.js';
import { checkUserCertificate } from '../../harness/authentication/user-certificate/index.js';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { PublishedCertificates } from '../../harness/pool/index.js';
import { openState } from '../../harness/scenario/kept-state.js';
import { keptKeys } from '../certs/kept-keys.js';
import { phoneKey } from '../servers/web/sign-in.js';

const at = new Date('2014-11-15T09:00:00Z');
const keys = keptKeys();

function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'mock-lync-state-'));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  return join(path, 'state');
}

const notFailed = (error: HarnessError) => {
  throw error;
};

/** A process that issues one certificate to alice, and then is gone. */
async function firstProcess(path: string) {
  const authority = await ProvisioningAuthority.create({ at, keys });
  const store = new PublishedCertificates();
  const failures: HarnessError[] = [];
  openState(path).keep(authority, store, (error) => failures.push(error));
  const issue = async (deviceId: string) => {
    const { publicKey } = await phoneKey();
    const certificate = await authority.issue({ publicKey, user: 'alice@contoso.com', at });
    const x509 = new X509Certificate(certificate);
    const thumbprint = x509.fingerprint.replaceAll(':', '');
    store.publish({ user: 'alice@contoso.com', deviceId, thumbprint, certificate, notAfter: new Date(x509.validTo) });
    return { certificate, thumbprint };
  };
  return { authority, store, issue, failures };
}

test('a certificate issued before a restart is good afterwards, one revoked before is not', async (t) => {
  const path = folder(t);
  const { authority, issue, store } = await firstProcess(path);
  const [kept, taken] = [await issue('{1}'), await issue('{2}')];
  store.revoke(taken.thumbprint);

  const state = openState(path);
  const again = new PublishedCertificates();
  t.deepEqual(state.authority?.certificate, authority.certificate);
  t.deepEqual(state.latest, at);
  if (!state.authority) return t.fail();
  state.keep(state.authority, again, notFailed);
  const check = ({ certificate }: { certificate: Buffer }) =>
    checkUserCertificate({
      ...{ certificate, authority: state.authority?.certificate ?? Buffer.alloc(0), user: 'alice@contoso.com', at },
      isPublished: ({ thumbprint }) => again.state(thumbprint),
    });
  t.deepEqual(check(kept), { ok: true });
  t.like(check(taken), { problem: 'revoked' });
  const { publicKey } = await phoneKey();
  const fresh = await state.authority.issue({ publicKey, user: 'alice@contoso.com', at });
  t.true(new X509Certificate(fresh).verify(new X509Certificate(authority.certificate).publicKey));
});

test('what is there is for its owner alone', async (t) => {
  const path = folder(t);
  await firstProcess(path);
  t.is(statSync(path).mode & 0o777, 0o700);
  t.is(statSync(join(path, 'provisioning-authority.key')).mode & 0o777, 0o600);
  t.is(statSync(join(path, 'published-certificates.jsonl')).mode & 0o777, 0o600);
  t.regex(readFileSync(join(path, 'provisioning-authority.pem'), 'utf8'), /^-----BEGIN CERTIFICATE-----/);
});

test('a third process knows it still, and what was replaced is gone from the file', async (t) => {
  const path = folder(t);
  const { issue } = await firstProcess(path);
  const [old, kept] = [await issue('{1}'), await issue('{1}')];
  for (let process = 2; process <= 3; process++) {
    const state = openState(path);
    const store = new PublishedCertificates();
    if (state.authority) state.keep(state.authority, store, notFailed);
    t.is(store.state(old.thumbprint), 'unknown');
    t.is(store.state(kept.thumbprint), 'published');
  }
  t.is(readFileSync(join(path, 'published-certificates.jsonl'), 'utf8').trim().split('\n').length, 1);
});

test('half a line of a process that was killed is passed over, a broken one is not', async (t) => {
  const path = folder(t);
  const { issue } = await firstProcess(path);
  const { thumbprint } = await issue('{1}');
  const file = join(path, 'published-certificates.jsonl');
  appendFileSync(file, '{"revoked":"');
  const state = openState(path);
  const store = new PublishedCertificates();
  if (state.authority) state.keep(state.authority, store, notFailed);
  t.is(store.state(thumbprint), 'published');
  appendFileSync(file, 'no line\n');
  const error = t.throws(() => openState(path), { instanceOf: HarnessError });
  t.like(error, { code: 'FILE_UNREADABLE' });
  t.regex(error?.message ?? '', /published-certificates\.jsonl.*line 2/);
});

test('a key that is not the authority’s is refused', async (t) => {
  const path = folder(t);
  await firstProcess(path);
  const { privateKey } = await phoneKey();
  writeFileSync(join(path, 'provisioning-authority.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  t.throws(() => openState(path), { code: 'FILE_UNREADABLE', message: /not that of the authority/ });
});

test('a folder that cannot be made is named', (t) => {
  t.throws(() => openState('/dev/null/state'), { code: 'FILE_UNWRITABLE', message: /\/dev\/null\/state/ });
});

test('what cannot be written any more is told, and the store goes on', async (t) => {
  const path = folder(t);
  const { failures, issue, store } = await firstProcess(path);
  rmSync(path, { recursive: true });
  const { thumbprint } = await issue('{1}');
  t.is(store.state(thumbprint), 'published');
  t.deepEqual(
    failures.map(({ code }) => code),
    ['FILE_UNWRITABLE'],
  );
});
