import { compareFirmware } from '../../../certs/trust/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { StepContext } from '../context.js';
import { domainOf } from '../identity.js';

/** From this build on an SRV record must lead into the domain it stands in. */
export const STRICT_DOMAIN_FIRMWARE = '4.0.7577.4363';

export interface RegistrarCandidate {
  readonly host: string;
  readonly port: number;
  /** Where it comes from, for the journal. */
  readonly source: string;
}

const TLS_PORT = 5061;

/**
 * Where the registrar may be, the likeliest first; looked up only as far as needed. A name DNS does not have is
 * passed over, and reported to `absent`.
 * Order: documented for Lync Phone Edition (internal SRV, DHCP 120, external SRV), then the host names of its
 * predecessor, each on two ports. A phone that signed in by PIN has option 120 in hand before it knows a SIP domain,
 * and tries it first (inferred). Unencrypted SIP is never tried.
 */
export async function* registrarCandidates(
  context: StepContext,
  sipAddress: string,
  absent: (error: HarnessError) => void,
): AsyncGenerator<RegistrarCandidate> {
  const domain = domainOf(sipAddress);
  const internal = () => bySrv(context, `_sipinternaltls._tcp.${domain}`, domain, absent);
  const dhcp = context.memory.registrars.map((host) => ({ host, port: TLS_PORT, source: 'option 120' }));
  if (context.typed.signIn === 'pin') {
    yield* dhcp;
    yield* await internal();
  } else {
    yield* await internal();
    yield* dhcp;
  }
  yield* await bySrv(context, `_sip._tls.${domain}`, domain, absent);
  for (const name of ['sipinternal', 'sip', 'sipexternal']) {
    for (const port of [TLS_PORT, 443]) yield { host: `${name}.${domain}`, port, source: 'host name' };
  }
}

async function bySrv(
  { resolver, firmware }: StepContext,
  name: string,
  domain: string,
  absent: (error: HarnessError) => void,
): Promise<RegistrarCandidate[]> {
  try {
    const found = await resolver.services(name);
    const strict = compareFirmware(firmware, STRICT_DOMAIN_FIRMWARE) >= 0;
    return found.flatMap(({ host, port }) => {
      if (!strict || isInside(host, domain)) return [{ host, port, source: `SRV ${name}` }];
      absent(new HarnessError('PHONE_STRICT_DOMAIN', { domain, target: host }));
      return [];
    });
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    absent(error);
    return [];
  }
}

/** Sub-domains pass: whether they do on a phone is unknown. */
function isInside(host: string, domain: string): boolean {
  return `.${host.toLowerCase()}`.endsWith(`.${domain.toLowerCase()}`);
}
