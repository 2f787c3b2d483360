import { z } from 'zod';

/** Hosts that can be stopped and started. */
const registrarHosts = ['front-end', 'front-end-2', 'director', 'backup'] as const;

export const registrarHost = z
  .enum(registrarHosts)
  .optional()
  .describe('Host of the Registrar; front-end when absent.');

export const account = z.string().min(1).describe('Account name of a deployed user.');

/** `default.root`, `default.intermediates` or a file. */
export const namedCertificates = {
  certificate: z
    .enum(['default.root', 'default.intermediates', 'assigned.root', 'assigned.intermediates'])
    .optional()
    .describe('Authorities of the certificate deployed at first, or of the one assigned by then.'),
  file: z.string().min(1).optional().describe('PEM, DER or PKCS#7 file, seen from the scenario’s folder.'),
};

export function exactlyOne({ certificate, file }: { certificate?: unknown; file?: unknown }): boolean {
  return (certificate === undefined) !== (file === undefined);
}

export function registrarWords(host: string = 'front-end'): string {
  return (
    {
      'front-end': 'the Front End',
      'front-end-2': 'the second pool',
      director: 'the Director',
      backup: 'the backup Registrar',
    }[host] ?? host
  );
}
