import {
  evaluateChain,
  firmwareAnchors,
  firmwareRows,
  summarize,
  trustProfileFor,
} from '../../../../certs/trust/index.js';
import { HarnessError } from '../../../foundation/errors/index.js';
import type { CertificateName } from '../../../journal/index.js';
import { certificateName } from '../../tls-events.js';
import type { DialParts } from './dial.js';
import type { Upstream } from './upstream.js';

/** Records what the server behind presents, and which firmware would trust it out of the box, once for each certificate. */
export function recordUpstreamCertificate(
  upstream: Upstream,
  { context, target, caller }: Pick<DialParts, 'context' | 'target' | 'caller'>,
  chain: readonly Buffer[],
  { verify, problem }: { readonly verify: boolean; readonly problem: string | undefined },
): void {
  const names = chain.flatMap(readable);
  const { host } = target;
  if (!upstream.firstSight(`${host} ${names[0]?.thumbprint ?? ''}`)) return;
  const trustedBy: string[] = [];
  const refusedBy: Record<string, string> = {};
  for (const { firmware } of firmwareRows) {
    const verdict = evaluateChain({
      presented: chain,
      anchors: firmwareAnchors(firmware),
      at: context.clock.now(),
      name: host,
      kind: target === upstream.target('front-end') ? 'sip' : 'web',
      profile: trustProfileFor(firmware),
    });
    if (verdict.trusted) trustedBy.push(firmware);
    else refusedBy[firmware] = verdict.reason;
  }
  const { recorder, device, connection } = caller;
  const details = { host, chain: names, verified: verify && problem === undefined, trustedBy, refusedBy };
  recorder.record(
    'upstream.certificate',
    { ...details, ...(problem !== undefined && { problem }) },
    { device, connection },
  );
}

function readable(der: Buffer): CertificateName[] {
  try {
    summarize(der);
    return [certificateName(der)];
  } catch (error) {
    // OpenSSL read it and we do not: it is not named, and nobody's phone trusts it either.
    if (error instanceof HarnessError) return [];
    throw error;
  }
}
