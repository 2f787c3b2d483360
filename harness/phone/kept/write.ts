import { X509Certificate } from 'node:crypto';
import type { KeptPhone } from './kept-phone.js';
import { KEPT_FORMAT, KEPT_VERSION, type KeptDocument } from './schema.js';

/** The text of a state file. It holds the user's private key in the clear: for a file that its owner alone can read. */
export function writeKept(kept: KeptPhone): string {
  const { epid, firmware, mac, model, provisioned, serial, sipAddress } = kept;
  const document: KeptDocument = {
    ...{ format: KEPT_FORMAT, version: KEPT_VERSION, model, mac, serial, epid },
    ...(sipAddress !== undefined && { user: userOf(kept, sipAddress) }),
    trusted: kept.anchors.flatMap(({ certificate, origin }) =>
      certificate === undefined || origin === 'firmware' ? [] : [{ certificate: pem(certificate), origin }],
    ),
    intermediates: kept.intermediates.map(pem),
    ...(provisioned && { provisioned: { ...provisioned, groups: [...provisioned.groups] } }),
    ...(firmware && { firmware: { ...firmware } }),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function userOf({ certificate, ticket }: KeptPhone, sipAddress: string): KeptDocument['user'] {
  return {
    sipAddress,
    ...(certificate && {
      certificate: {
        certificate: pem(certificate.certificate),
        key: String(certificate.privateKey.export({ type: 'pkcs8', format: 'pem' })),
      },
    }),
    ...(ticket && { ticket: { ...ticket, expires: ticket.expires.toISOString() } }),
  };
}

function pem(der: Buffer): string {
  return new X509Certificate(der).toString();
}
