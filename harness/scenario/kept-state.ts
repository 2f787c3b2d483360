import { createPrivateKey, X509Certificate } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ProvisioningAuthority } from '../../certs/authorities/index.js';
import { asHarnessError, HarnessError } from '../foundation/errors/index.js';
import { type PublishedCertificate, PublishedCertificates, type StoreChange } from '../pool/index.js';
import { type HeldLock, takeLock } from './lock-file.js';
import { replaceFile, writing } from './replace-file.js';

/** Largest file of published certificates read: some ten thousand certificates. */
export const MAX_KEPT_BYTES = 32 * 1024 * 1024;

const CERTIFICATE = 'provisioning-authority.pem';
const KEY = 'provisioning-authority.key';
const PUBLISHED = 'published-certificates.jsonl';
const LOCK = 'lock';

/** What `serve --state DIR` finds in its folder, and how it goes on. */
export interface KeptState {
  /** The authority of user certificates an earlier process had. */
  readonly authority: ProvisioningAuthority | undefined;
  /** Latest issue of a kept certificate: the clock must not go back behind it. */
  readonly latest: Date | undefined;
  /**
   * Writes the authority down, gives the store what was published before, and writes what happens to it from now on.
   * `failed` hears when that cannot be written: the lab goes on, and forgets it with this process.
   */
  keep(authority: ProvisioningAuthority, store: PublishedCertificates, failed: (error: HarnessError) => void): void;
}

/**
 * The folder of `serve --state`, made for its owner alone where it is missing. The key in it signs in as anybody of the
 * lab. Errors: FILE_UNREADABLE with what is wrong, FILE_UNWRITABLE.
 */
export function openState(folder: string): KeptState {
  writing(folder, () => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  const authority = readAuthority(folder);
  // What another authority signed is of no use.
  const published = authority ? readPublished(join(folder, PUBLISHED)) : [];
  return {
    authority,
    latest: latestIssue(published),
    keep: (now, store, failed) => {
      if (!authority) writeAuthority(folder, now);
      store.restore(published);
      const file = join(folder, PUBLISHED);
      // Written anew: what was replaced or taken back since does not stay for ever.
      replaceFile(
        file,
        store
          .list()
          .map((entry) => lineOf({ kind: 'published', entry }))
          .join(''),
        0o600,
      );
      store.keep((change) => {
        try {
          writing(file, () => appendFileSync(file, lineOf(change)));
        } catch (error) {
          failed(asHarnessError(error));
        }
      });
    },
  };
}

/**
 * The same for this process alone, until `release`: two that wrote the same folder would each forget what the other one
 * issued. Errors: those of `openState`, and STATE_IN_USE.
 */
export function openLockedState(folder: string): KeptState & HeldLock {
  writing(folder, () => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  const lock = takeLock(join(folder, LOCK), `The state folder ${folder}`);
  try {
    return { ...openState(folder), release: () => lock.release() };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function readAuthority(folder: string): ProvisioningAuthority | undefined {
  const [certificate, key] = [join(folder, CERTIFICATE), join(folder, KEY)];
  if (!existsSync(certificate) && !existsSync(key)) return undefined;
  return reading(key, () =>
    ProvisioningAuthority.restore(
      new X509Certificate(readFileSync(certificate)).raw,
      createPrivateKey(readFileSync(key)),
    ),
  );
}

function writeAuthority(folder: string, authority: ProvisioningAuthority): void {
  const pem = authority.keyToKeep().export({ type: 'pkcs8', format: 'pem' });
  replaceFile(join(folder, KEY), pem, 0o600);
  replaceFile(join(folder, CERTIFICATE), new X509Certificate(authority.certificate).toString(), 0o644);
}

function readPublished(file: string): PublishedCertificate[] {
  if (!existsSync(file)) return [];
  return reading(file, () => {
    if (statSync(file).size > MAX_KEPT_BYTES) throw new Error(`it is larger than ${MAX_KEPT_BYTES} bytes`);
    const store = new PublishedCertificates();
    const lines = readFileSync(file, 'utf8').split('\n');
    // A process that was killed may leave half a line.
    if (lines.at(-1) !== '') lines.pop();
    for (const [index, line] of lines.entries()) if (line !== '') apply(store, line, index + 1);
    return [...store.list()];
  });
}

interface KeptLine {
  readonly published?: { readonly user: string; readonly deviceId: string; readonly certificate: string };
  readonly revoked?: string;
}

function lineOf(change: StoreChange): string {
  if (change.kind === 'revoked') return `${JSON.stringify({ revoked: change.thumbprint })}\n`;
  const { certificate, deviceId, revoked, thumbprint, user } = change.entry;
  const line: KeptLine = { published: { user, deviceId, certificate: certificate.toString('base64') } };
  const after: KeptLine = { revoked: thumbprint };
  return `${JSON.stringify(line)}\n${revoked ? `${JSON.stringify(after)}\n` : ''}`;
}

function apply(store: PublishedCertificates, line: string, number: number): void {
  try {
    const { published, revoked } = JSON.parse(line) as KeptLine;
    if (revoked !== undefined) store.revoke(revoked);
    if (published === undefined) return;
    const certificate = Buffer.from(published.certificate, 'base64');
    const x509 = new X509Certificate(certificate);
    store.publish({
      user: published.user,
      deviceId: published.deviceId,
      thumbprint: x509.fingerprint.replaceAll(':', ''),
      certificate,
      notAfter: new Date(x509.validTo),
    });
  } catch (error) {
    throw new Error(`line ${number}: ${(error as Error).message}`, { cause: error });
  }
}

/** Five minutes after it begins to be valid, as certificates are backdated. */
const BACKDATED_MS = 5 * 60_000;

function latestIssue(published: readonly PublishedCertificate[]): Date | undefined {
  const times = published.map(
    ({ certificate }) => Date.parse(new X509Certificate(certificate).validFrom) + BACKDATED_MS,
  );
  return times.length === 0 ? undefined : new Date(Math.max(...times));
}

function reading<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new HarnessError('FILE_UNREADABLE', { file, detail: (error as Error).message }, { cause: error });
  }
}
