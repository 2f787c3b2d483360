import type { KeyObject } from 'node:crypto';
import type { ServerCertificate } from '../../certs/authorities/index.js';
import { type Issuing, issueCertificate } from '../../certs/authorities/issue.js';
import { keptRsaKey, keptServerCertificate } from './kept-keys.js';

/** The day of the incident: after CU11, before a phone was updated. */
export const at = new Date('2014-11-15T09:00:00Z');
export const host = 'lyncfe.contoso.test';

const minted = new Map<string, Promise<ServerCertificate>>();

/** A chain of that profile for `host`, minted once a test file. */
export function chainOf(profile: Parameters<typeof keptServerCertificate>[0]['profile']): Promise<ServerCertificate> {
  const known = minted.get(profile);
  if (known !== undefined) return known;
  const made = keptServerCertificate({ profile, subject: host, names: ['sip.contoso.test'], at });
  minted.set(profile, made);
  return made;
}

export interface Holder {
  readonly certificate: Buffer;
  readonly privateKey: KeyObject;
}

/** An authority or server for cases no profile has. Dates default to a year around `at`. */
export async function holder(
  commonName: string,
  options: Partial<Issuing> & { purpose: Issuing['purpose']; by?: Holder | undefined },
): Promise<Holder> {
  const { by, ...rest } = options;
  const { privateKey, publicKey } = await keptRsaKey();
  const certificate = await issueCertificate({
    subject: [['CN', commonName]],
    publicKey,
    ...(by === undefined ? { selfKey: privateKey } : { issuer: by }),
    notBefore: new Date('2014-01-01T00:00:00Z'),
    notAfter: new Date('2016-01-01T00:00:00Z'),
    hash: 'sha256',
    ...rest,
  });
  return { certificate, privateKey };
}
