import { Resolver } from 'node:dns/promises';
import type { DhcpAnswer } from '../../servers/dhcp/index.js';
import { addresses, dhcpOption, option } from '../../wire/dhcp/index.js';
import { explain43, explain120 } from './explain.js';

const DNS_TIMEOUT_MS = 2_000;

/** One server's answer to the client's question, and what a phone would make of it. */
export interface ProbedAnswer {
  /** Option 54. */
  readonly server: string;
  /** Where it came from: a relay may stand between. */
  readonly from: string;
  /** Hex. */
  readonly option43?: string;
  readonly option120?: string;
  readonly url?: string;
  readonly sipServers: readonly string[];
  /** Names a server, so that a phone waits for no other answer. */
  readonly named: boolean;
  readonly lines: readonly string[];
  readonly warnings: readonly string[];
}

export async function probed({ from, message, server }: DhcpAnswer): Promise<ProbedAnswer> {
  const [blob, names] = [option(message, dhcpOption.vendorSpecific), option(message, dhcpOption.sipServers)];
  const location = blob && explain43(blob);
  const servers = names && explain120(names);
  const sipServers = servers?.sipServers ?? [];
  const warnings = [
    ...(location ? location.problems : ['There is no Option 43, so no phone offers sign-in by PIN.']),
    ...(servers ? servers.problems : ['There is no Option 120; phones ask DNS for the Registrar.']),
    ...(location?.voiceVlan !== undefined && location.url === undefined
      ? ['Option 43 tells a voice VLAN, which is meant for class CPE-OCPHONE: this server takes no heed of the class.']
      : []),
    ...(message.yiaddr === '0.0.0.0' && option(message, dhcpOption.leaseTime) === undefined
      ? []
      : ['It leases an address, which an answer to INFORM must not do.']),
    ...(from === server ? [] : [`It calls itself ${server} and came from ${from}.`]),
  ];
  const lookups = await lookUp(dnsServers(message), [hostIn(location?.url), ...sipServers]);
  return {
    server,
    from,
    ...(blob && { option43: blob.toString('hex') }),
    ...(names && { option120: names.toString('hex') }),
    ...(location?.url !== undefined && { url: location.url }),
    sipServers,
    named: location?.url !== undefined || sipServers.length > 0,
    lines: [...(location?.lines ?? []), ...(servers?.lines ?? []), ...lookups.map(({ line }) => line)],
    warnings: [...warnings, ...lookups.flatMap(({ warning }) => (warning === undefined ? [] : [warning]))],
  };
}

/** The answers in the order they came, and whose a phone takes. */
export function probeLines(answers: readonly ProbedAnswer[], chosen: ProbedAnswer | undefined): string[] {
  if (answers.length === 0) {
    return ['No DHCP server answered the INFORM. An ISC server must be authoritative, a relay must forward it.'];
  }
  const lines = answers.flatMap((answer, index) => [
    `Answer ${index + 1} of ${answer.server}`,
    ...(answer.option43 === undefined ? [] : [`  option 43: ${answer.option43}`]),
    ...(answer.option120 === undefined ? [] : [`  option 120: ${answer.option120}`]),
    ...answer.lines.map((line) => `  ${line}`),
    ...answer.warnings.map((warning) => `  ! ${warning}`),
  ]);
  if (answers.length > 1) lines.push(`${answers.length} servers answered; the first answer that carries a name wins.`);
  lines.push(
    chosen
      ? `A phone takes the answer of ${chosen.server}: ${chosen.url ?? 'no certificate service'}`
      : 'No answer carries a name: a phone goes on by DNS, and cannot sign in by PIN.',
  );
  return lines;
}

function dnsServers(message: DhcpAnswer['message']): readonly string[] {
  const data = option(message, dhcpOption.dnsServers);
  return data === undefined || data.length === 0 || data.length % 4 !== 0 ? [] : addresses(data);
}

async function lookUp(
  servers: readonly string[],
  names: readonly (string | undefined)[],
): Promise<{ line: string; warning?: string }[]> {
  const hosts = [...new Set(names.filter((name) => name !== undefined))];
  if (servers.length === 0) return [];
  const resolver = new Resolver({ timeout: DNS_TIMEOUT_MS, tries: 1 });
  resolver.setServers(servers);
  return Promise.all(
    hosts.map(async (name) => {
      try {
        return { line: `${name} is ${(await resolver.resolve4(name)).join(', ')}` };
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
        const warning = `${name} has no address at the DNS server ${servers.join(', ')} (${code}).`;
        return { line: `${name} was asked for`, warning };
      }
    }),
  );
}

function hostIn(url: string | undefined): string | undefined {
  return /^[a-z][a-z0-9+.-]*:\/\/([a-z0-9._-]+)/i.exec(url ?? '')?.[1];
}
