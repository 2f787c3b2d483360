import type { KeyObject } from 'node:crypto';
import type { ChainProfile, ServerCertificate, ServerCertificateSpec, StandIn } from './server-certificate.js';

/** The parts of a minted chain as servers take it. */
export function assemble(parts: {
  readonly profile: ChainProfile;
  readonly leaf: Buffer;
  readonly intermediates: readonly Buffer[];
  readonly root: Buffer | undefined;
  readonly privateKey: KeyObject;
  readonly standIn?: StandIn;
}): ServerCertificate {
  const { intermediates, leaf, privateKey, profile, root, standIn } = parts;
  const chain = [leaf, ...intermediates];
  return {
    profile,
    chain,
    root,
    intermediates,
    ...(standIn === undefined ? {} : { standIn }),
    tls: { cert: chain.map(pem).join(''), key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() },
  };
}

/** The subject first, as Lync's certificate wizard writes it, then the rest without repetition. */
export function allNames({ names, subject }: ServerCertificateSpec): string[] {
  return [...new Set([subject, ...names])];
}

/** RFC 7468 form of a DER certificate. */
export function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
