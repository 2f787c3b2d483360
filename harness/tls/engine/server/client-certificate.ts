import type { KeyObject } from 'node:crypto';
import { parseCertificateMessage, parseCertificateVerify } from '../../../wire/tls/index.js';
import { decoded } from '../connection/decoded.js';
import { EngineAlert } from '../engine-alert.js';
import { certificateKey } from '../rsa/certificate-key.js';
import { checkHandshakeSignature } from '../rsa/handshake-signature.js';

/** The chain that a client claims, with the key it has to prove it owns. */
export interface ClaimedChain {
  readonly chain: readonly Buffer[];
  readonly key: KeyObject;
}

/** Undefined when the client shows none and need not. Throws EngineAlert handshake_failure (RFC 2246 7.4.6) and those of the leaf. */
export function readClientCertificate(body: Buffer, required: boolean): ClaimedChain | undefined {
  const chain = decoded(() => parseCertificateMessage(body));
  const [leaf] = chain;
  if (leaf !== undefined) return { chain, key: certificateKey(leaf) };
  if (required) throw new EngineAlert('handshake_failure', 'the client shows no certificate');
  return undefined;
}

/** Throws EngineAlert decrypt_error when the CertificateVerify is not the key's owner's (RFC 2246 7.4.8). */
export function checkPossession(body: Buffer, { key }: ClaimedChain, transcriptDigest: Buffer): void {
  const signature = decoded(() => parseCertificateVerify(body));
  if (!checkHandshakeSignature(key, transcriptDigest, signature)) {
    throw new EngineAlert('decrypt_error', 'the CertificateVerify is not made with the key of the certificate shown');
  }
}
