import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type KeySource,
  mintChain,
  ProvisioningAuthority,
  type ServerCertificate,
  type ServerCertificateSpec,
  serverCertificateOf,
} from '../../certs/authorities/index.js';
import { generateKey, type KeyPair, keyPairOf, pkcs8Of } from '../../certs/authorities/key-pair.js';

type KeyKind = Parameters<KeySource['authority']>[0];

/** As many as differ within one test file; long ones cost seconds, so one must do. */
const ring: Readonly<Record<KeyKind, number>> = {
  'rsa-1000': 2,
  'rsa-1024': 6,
  'rsa-2048': 16,
  'rsa-4096': 1,
  'ec-p256': 6,
  'ec-p384': 2,
};

/** Beside the installed packages: gone with them, and in no repository. */
const folder = fileURLToPath(new URL('../../../node_modules/.cache/mock-lync-test-keys', import.meta.url));

/**
 * A few keys used in turn as those of `reusedKeys`, made once and then read by every test file: making them anew was
 * most of what tests of certificates cost. They certify nothing anybody trusts.
 * `others`: keys that differ from all of the first set.
 */
export function keptKeys(set: 'first' | 'others' = 'first'): KeySource {
  const made = new Map<string, Promise<KeyPair>>();
  let drawn = 0;
  const next = (kind: KeyKind) => {
    const name = `${set}-${kind}-${drawn++ % ring[kind]}`;
    const key = made.get(name) ?? kept(name, kind);
    made.set(name, key);
    return key;
  };
  return { authority: next, leaf: next };
}

/** One source for all of a test file: its servers, its authorities and its phones have keys that differ. */
let ofThisFile: KeySource | undefined;

function keys(): KeySource {
  ofThisFile ??= keptKeys();
  return ofThisFile;
}

/** As `mintServerCertificate`, with kept keys. */
export async function keptServerCertificate(spec: ServerCertificateSpec): Promise<ServerCertificate> {
  return serverCertificateOf(await mintChain(spec, { keys: keys() }));
}

/** An authority of certificate provisioning, with a kept key. */
export function keptAuthority(at: Date): Promise<ProvisioningAuthority> {
  return ProvisioningAuthority.create({ at, keys: keys() });
}

/** An RSA key of 2048 bits, the next one at each call. */
export function keptRsaKey(): Promise<KeyPair> {
  return keys().leaf('rsa-2048');
}

async function kept(name: string, kind: KeyKind): Promise<KeyPair> {
  const file = join(folder, name);
  try {
    return keyPairOf(readFileSync(file));
  } catch {
    const pair = await generateKey(kind);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Several test files may make the same key at once: each writes its own, and one of them stays.
    const unfinished = `${file}.${randomUUID()}`;
    writeFileSync(unfinished, pkcs8Of(pair), { mode: 0o600 });
    renameSync(unfinished, file);
    return pair;
  }
}
