import { z } from 'zod';
import { caStores } from '../../../deployment/index.js';
import { changeKind } from '../kind.js';
import { exactlyOne, namedCertificates } from './shapes.js';

export const trustCa = changeKind({
  do: 'trust-ca',
  summary: 'A CA is added to TrustedCACerts, so that the certificate service gives it with the chain.',
  schema: () =>
    z
      .strictObject({
        ...namedCertificates,
        store: z.enum(caStores).describe('As Set-CsWebServiceConfiguration names it.'),
      })
      .refine(exactlyOne, 'exactly one of certificate and file'),
  example: { certificate: 'default.root', store: 'TrustedRootCA' },
  explain: ({ certificate, file, store }) => `${certificate ?? file} is added to TrustedCACerts as ${store}`,
  calls: async ({ store, ...named }, resources) =>
    (await resources.authorities(named)).map((certificate) => ({
      request: 'POST /v1/web-services/trusted-ca/add',
      body: { store, certificate },
    })),
});
