import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerCertificate } from '../../certs/authorities/index.js';

/** Files a served lab leaves for whoever connects to it. */
export interface ServedFiles {
  /** PEM of the root behind the default certificate. */
  readonly rootCertificate: string;
  /** Token of the control API, mode 0600. */
  readonly controlToken: string;
  readonly journal: string;
  /** The device update service's audit log, as CSV. */
  readonly updateAudit: string;
  /** PEM of each stand-in of a real root, by the root's id. */
  readonly standIns: Readonly<Record<string, string>>;
}

/** Write root and stand-ins below the folder. */
export function writeCertificates(
  folder: string,
  certificate: ServerCertificate,
  swapped: readonly ServerCertificate[],
): Pick<ServedFiles, 'rootCertificate' | 'standIns'> {
  const rootCertificate = join(folder, 'root.pem');
  const root = certificate.root ?? certificate.chain[0];
  writeFileSync(rootCertificate, root ? pem(root) : '');
  const standIns: Record<string, string> = {};
  for (const standIn of [certificate, ...swapped].flatMap(({ standIns: own }) => own ?? [])) {
    const file = join(folder, `${standIn.anchor}.pem`);
    writeFileSync(file, pem(standIn.certificate));
    standIns[standIn.anchor] = file;
  }
  return { rootCertificate, standIns };
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
