import { createPrivateKey } from 'node:crypto';
import type { ExecutionContext } from 'ava';
import type { ServerCertificate } from '../../certs/authorities/index.js';
import type { EngineIdentity } from '../../harness/tls/engine/index.js';
import { keptServerCertificate } from '../certs/kept-keys.js';
import { pem, temporaryFolder } from './tls-ports.js';

/** A certificate chain for a program and for the engine alike, valid today: these programs know no other date. */
export interface Identity {
  readonly engine: EngineIdentity;
  /** DER of the root. */
  readonly root: Buffer;
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly rootFile: string;
}

const minted = new Map<string, Promise<ServerCertificate>>();

/** Minted once a process; the files go with the test. */
export async function identity(t: ExecutionContext, subject: string, names: readonly string[] = []): Promise<Identity> {
  const spec = { profile: 'enterprise-two-tier', subject, names: [...names], at: new Date() } as const;
  const key = [subject, ...names].join(' ');
  const minting = minted.get(key) ?? keptServerCertificate(spec);
  minted.set(key, minting);
  const { chain, root, tls } = await minting;
  if (!('key' in tls) || root === undefined) throw new Error('minted with a PEM key and a root');
  const folder = temporaryFolder(t);
  return {
    engine: { chain, privateKey: createPrivateKey(tls.key) },
    root,
    certificateFile: folder.file('chain.pem', tls.cert),
    keyFile: folder.file('key.pem', tls.key),
    rootFile: folder.file('root.pem', pem(root)),
  };
}
