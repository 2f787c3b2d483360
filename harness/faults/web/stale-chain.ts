import { z } from 'zod';
import { faultKind } from '../kind.js';
import type { CertificateWish } from '../resources.js';
import { withChain } from './chain-reply.js';
import { chainPoints } from './points.js';
import type { WebFault } from './web-fault.js';

/** The authority of old, when nothing else is wished for. */
const earlier: CertificateWish = { profile: 'enterprise-root-sha1' };

/** The certificates were renewed from another authority, and the chain download was forgotten. */
export const staleChain = faultKind<WebFault>()({
  do: 'stale-chain',
  at: chainPoints,
  schema: ({ certificate }) => z.strictObject({ certificate: certificate.default(earlier) }),
  summary: 'Gives the chain of an earlier authority.',
  example: {},
  explain: ({ certificate }) =>
    `The chain given is that of an earlier authority, ${certificate.profile ?? 'enterprise-root'}, which issued nothing that is served.`,
  make: ({ certificate }, resources) => {
    const pkcs7 = resources.published(certificate);
    return { change: (reply, asked) => withChain(reply, asked, pkcs7) };
  },
});
