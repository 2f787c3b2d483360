import { z } from 'zod';
import { changeKind } from '../kind.js';

export const swapCertificate = changeKind({
  do: 'swap-certificate',
  summary: 'Another certificate is assigned to the pool; whoever connects from then on sees it.',
  schema: ({ certificate }) =>
    z.strictObject({
      certificate: z
        .union([z.literal('deployed'), certificate])
        .describe('The chain to mint, as deployment.certificates.default; `deployed` for the one deployed at first.'),
    }),
  example: { certificate: { profile: 'digicert-global-2014' } },
  explain: ({ certificate }) => {
    if (certificate === 'deployed') return 'the pool is assigned the certificate it had at first';
    const defects = certificate.defects?.length ? ` with ${certificate.defects.join(' and ')}` : '';
    return `the pool is assigned another certificate, ${certificate.profile ?? 'enterprise-root'}${defects}`;
  },
  calls: ({ certificate }, resources) => {
    const name = certificate === 'deployed' ? 'default' : resources.certificate(certificate);
    return [{ request: 'POST /v1/pool-certificate/assign', body: { name } }];
  },
});
