import { z } from 'zod';
import { directoryStores } from '../../../deployment/index.js';
import { changeKind } from '../kind.js';
import { exactlyOne, namedCertificates } from './shapes.js';

export const publish = changeKind({
  do: 'publish',
  summary: 'CA certificates are published in Active Directory, as certutil -f -dspublish does it.',
  schema: () =>
    z
      .strictObject({
        ...namedCertificates,
        store: z.enum(directoryStores).describe('As certutil -dspublish names it.'),
      })
      .refine(exactlyOne, 'exactly one of certificate and file'),
  example: { certificate: 'default.root', store: 'RootCA' },
  explain: ({ certificate, file, store }) => `${certificate ?? file} is published in Active Directory as ${store}`,
  calls: async ({ store, ...named }, resources) =>
    (await resources.authorities(named)).map((certificate) => ({
      request: 'POST /v1/directory/publish',
      body: { store, certificate },
    })),
});
