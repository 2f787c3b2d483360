import { HarnessError } from '../../foundation/errors/index.js';
import type { StepContext } from '../context.js';
import { domainOf } from '../identity.js';
import type { AutodiscoverOrder } from '../models/index.js';
import { ServerUntrusted } from '../network/secure.js';
import type { RegistrarPlace } from '../sip/redirect.js';
import { follow, type Search } from './follow.js';

/** Asked in this order (documented). */
const names = ['lyncdiscoverinternal', 'lyncdiscover'] as const;

const schemes = {
  'https-first': ['https', 'http'],
  'http-first': ['http', 'https'],
} as const satisfies Record<AutodiscoverOrder, readonly string[]>;

/**
 * The SIP server that autodiscover of the user's domain tells of, and the URL that told. A documented client asks by http
 * and https at once; here one comes after the other, so that a run is the same each time, and the second only where the
 * first leads nowhere. A refusal of the user's credentials ends it: asking on would only use up what a lock allows.
 * @throws ServerUntrusted, HarnessError PHONE_WEB_TICKET_REFUSED, or PHONE_AUTODISCOVER_FAILED with every reason
 */
export async function discoverServer(
  context: StepContext,
  sipAddress: string,
  order: AutodiscoverOrder,
): Promise<{ readonly server: RegistrarPlace; readonly url: string }> {
  const domain = domainOf(sipAddress);
  const search: Search = { context, deadEnds: new Map() };
  const failures = new Set<HarnessError>();
  for (const name of names) {
    const host = `${name}.${domain}`;
    for (const url of await entries(context, host, schemes[order], failures)) {
      try {
        const found = await follow(search, `${url}?sipuri=${encodeURIComponent(sipAddress).replace('%40', '@')}`);
        return { server: { host: found.server.fqdn, port: found.server.port }, url: found.url };
      } catch (error) {
        tell(context, url, error);
        if (error.code === 'PHONE_WEB_TICKET_REFUSED') throw error;
        failures.add(error);
      }
    }
  }
  throw mostTelling(domain, [...failures]);
}

/** The URLs to ask at a name; none where DNS does not have it. */
async function entries(
  context: StepContext,
  host: string,
  order: readonly string[],
  failures: Set<HarnessError>,
): Promise<string[]> {
  try {
    await context.resolver.addresses(host);
    return order.map((scheme) => `${scheme}://${host}/`);
  } catch (error) {
    tell(context, host, error);
    failures.add(error);
    return [];
  }
}

function tell({ record }: StepContext, url: string, error: unknown): asserts error is HarnessError {
  if (!(error instanceof HarnessError)) throw error;
  record('phone.autodiscover', { url, state: 'failed', problem: error.message, code: error.code });
}

/** A server that is not trusted says most, as everywhere. */
function mostTelling(domain: string, failures: readonly HarnessError[]): HarnessError {
  const untrusted = failures.find((error) => error instanceof ServerUntrusted);
  const detail = failures.map(({ message }) => message).join(' ');
  return untrusted ?? new HarnessError('PHONE_AUTODISCOVER_FAILED', { domain, detail });
}
