import { z } from 'zod';
import type { Interference } from '../../tls/interference.js';
import { tlsVersion } from '../../wire/tls/index.js';
import { faultKind } from '../kind.js';
import { tlsPoints } from './points.js';

const versions = {
  'SSL 3.0': tlsVersion.ssl3,
  'TLS 1.0': tlsVersion.tls10,
  'TLS 1.1': tlsVersion.tls11,
  'TLS 1.2': tlsVersion.tls12,
} as const;

/** A server that chooses a version nobody offered. The rest of the handshake is of the right version. */
export const wrongVersion = faultKind<Interference>()({
  do: 'wrong-version',
  at: tlsPoints,
  schema: () =>
    z.strictObject({
      version: z
        .enum(Object.keys(versions) as [keyof typeof versions, ...(keyof typeof versions)[]])
        .default('SSL 3.0')
        .describe('The version the ServerHello names; SSL 3.0 when absent.'),
    }),
  summary: 'Names another version in the ServerHello than the one in force.',
  example: {},
  explain: ({ version }) => `The ServerHello names ${version}, whatever the phone offered.`,
  make: ({ version }) => ({ do: 'wrong-version', version: versions[version] }),
});
