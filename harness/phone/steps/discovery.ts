import { HarnessError } from '../../foundation/errors/index.js';
import { type DhcpMessage, dhcpOption, option } from '../../wire/dhcp/index.js';
import { certificateServiceUrl, decodeOption43 } from '../../wire/option43/index.js';
import { decodeOption120 } from '../../wire/option120/index.js';
import type { Step, StepContext } from '../context.js';
import { domainOf } from '../identity.js';
import { inform } from '../network/inform.js';

/**
 * Server discovery: a DHCPINFORM that asks for options 43 and 120, and where the SIP domain is known the SRV lookup
 * beside it. The first answer that carries a name wins. A PIN sign-in has no other way to the certificate web service
 * (how a phone would derive its URL from DNS is unknown); a phone with an address goes on by DNS.
 */
export const discovery: Step = {
  name: 'discovery',
  essential: true,
  async run(context) {
    const { memory, screen, typed } = context;
    if (typed.signIn === 'pin') screen.show('locatingCertificateService');
    const [answer, srv] = await Promise.all([
      inform(context, [dhcpOption.vendorSpecific, dhcpOption.sipServers], carriesName),
      lookUpRegistrar(context),
    ]);
    const found = answer === undefined ? undefined : namesIn(answer);
    memory.registrars = found?.registrars ?? [];
    if (found?.certificateService !== undefined) memory.certificateService = found.certificateService;
    // With its certificate a phone does without the service: stale options stop those alone that were reset (field report).
    const needed = typed.signIn === 'pin' && memory.certificate === undefined;
    if (needed && found?.certificateService === undefined) {
      screen.show('certificateServiceNotLocated');
      const detail = answer === undefined ? 'no DHCP server answered the question for it' : (found?.problem ?? '');
      throw new HarnessError('PHONE_NO_CERTIFICATE_SERVICE', { detail });
    }
    const told = [
      `option 43 ${found?.certificateService ?? 'absent'}`,
      `option 120 ${memory.registrars.join(', ') || 'absent'}`,
      ...(srv === undefined ? [] : [`SRV ${srv}`]),
    ];
    return told.join('; ');
  },
};

interface Found {
  readonly certificateService?: string;
  readonly registrars: readonly string[];
  /** Why there is no certificate service. */
  readonly problem: string;
}

function carriesName(answer: DhcpMessage): boolean {
  const { certificateService, registrars } = namesIn(answer);
  return certificateService !== undefined || registrars.length > 0;
}

function namesIn(answer: DhcpMessage): Found {
  const registrars = sipServers(option(answer, dhcpOption.sipServers));
  const blob = option(answer, dhcpOption.vendorSpecific);
  if (blob === undefined) return { registrars, problem: 'the option is missing from the answer' };
  const { location, problems } = decodeOption43(blob);
  const certificateService = certificateServiceUrl(location);
  if (certificateService !== undefined) return { certificateService, registrars, problem: '' };
  const problem = problems.join(' ').replace(/\.$/, '') || 'it lacks the scheme, the server or the path';
  return { registrars, problem };
}

/** Names only: TLS needs one (documented), and a value nobody can read names nobody. */
function sipServers(data: Buffer | undefined): readonly string[] {
  if (data === undefined) return [];
  try {
    const value = decodeOption120(data);
    return value.encoding === 'names' ? value.names : [];
  } catch (error) {
    if (error instanceof HarnessError) return [];
    throw error;
  }
}

/** Beside the INFORM, as documented; the registrar step asks again when it needs the answer. */
async function lookUpRegistrar({ typed, memory, resolver }: StepContext): Promise<string | undefined> {
  const address = typed.signIn !== 'pin' ? typed.sipAddress : memory.sipAddress;
  if (address === undefined) return undefined;
  const domain = domainOf(address);
  try {
    const found = await resolver.services(`_sipinternaltls._tcp.${domain}`);
    return found.map(({ host, port }) => `${host}:${port}`).join(', ');
  } catch (error) {
    if (error instanceof HarnessError) return 'absent';
    throw error;
  }
}
