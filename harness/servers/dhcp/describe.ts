import { HarnessError } from '../../foundation/errors/index.js';
import { type DhcpMessage, dhcpOption, option } from '../../wire/dhcp/index.js';
import { certificateServiceUrl, decodeOption43, voiceVlan } from '../../wire/option43/index.js';
import { decodeOption120 } from '../../wire/option120/index.js';

/** What a phone finds in options 43 and 120, read back from what was sent. */
export interface Found {
  readonly certificateService?: string;
  readonly sipServers?: readonly string[];
  readonly voiceVlan?: number;
  /** What is wrong with them. */
  readonly problems?: readonly string[];
}

export function found(sent: DhcpMessage): Found {
  const problems: string[] = [];
  const blob = option(sent, dhcpOption.vendorSpecific);
  const decoded = blob && decodeOption43(blob);
  problems.push(...(decoded?.problems ?? []));
  const url = decoded && certificateServiceUrl(decoded.location);
  const vlan = decoded && voiceVlan(decoded.subOptions);
  const names = sipServers(option(sent, dhcpOption.sipServers), problems);
  return {
    ...(url === undefined ? {} : { certificateService: url }),
    ...(names === undefined ? {} : { sipServers: names }),
    ...(vlan === undefined ? {} : { voiceVlan: vlan }),
    ...(problems.length === 0 ? {} : { problems }),
  };
}

function sipServers(data: Buffer | undefined, problems: string[]): readonly string[] | undefined {
  if (data === undefined) return undefined;
  try {
    const value = decodeOption120(data);
    if (value.encoding === 'names') return value.names;
    problems.push(`Option 120 holds addresses (${value.addresses.join(', ')}); TLS needs a name.`);
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    problems.push(error.message);
  }
  return undefined;
}
