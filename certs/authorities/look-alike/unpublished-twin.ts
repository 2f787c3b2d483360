import { createPublicKey, type KeyObject } from 'node:crypto';
import { storedRoot, trustStore } from '../../trust/trust-store.js';
import { standIn } from '../profiles/stand-in.js';
import type { StandIn } from '../server-certificate.js';
import { writeCertificate } from '../write-certificate.js';

/**
 * Two built-in roots were issued twice with one key, and no package carries the older certificates. Phones that have
 * only such a one trust the chain by it, so its stand-in gets the key of the look-alike of the other.
 */
export function unpublishedTwin(anchor: string, privateKey: KeyObject): StandIn | undefined {
  const twin = trustStore().roots.find(({ certificate, id, sameKeyAs }) => {
    const pair = sameKeyAs === anchor || storedRoot(anchor)?.sameKeyAs === id;
    return pair && certificate === undefined;
  });
  if (twin === undefined) return undefined;
  const { subject, ...certificate } = standIn(twin.id, 'twin');
  // Its name comes from the other certificate, so it is DER.
  if (!Buffer.isBuffer(subject)) return undefined;
  const publicKey = createPublicKey(privateKey);
  const issuer = { name: subject, publicKey, privateKey };
  return { anchor: twin.id, certificate: writeCertificate({ certificate, subject, publicKey, issuer }) };
}
