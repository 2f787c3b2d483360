import { isIPv4 } from 'node:net';
import { ScenarioClock } from '../../../foundation/clock/index.js';
import { HarnessError } from '../../../foundation/errors/index.js';
import { askDhcp, type DhcpQuestion } from '../../../servers/dhcp/index.js';
import { dhcpOption, parseMac } from '../../../wire/dhcp/index.js';
import { ucVendorClass } from '../../../wire/option43/index.js';
import { flag, type OptionValues, type Terminal, text, writeJson } from '../../command.js';
import { type ProbedAnswer, probed, probeLines } from '../../option43/probed.js';

/** Seconds to listen after each of two transmissions, unless told. */
const LISTEN_SECONDS = 3;
const ASKED = [
  dhcpOption.subnetMask,
  dhcpOption.dnsServers,
  dhcpOption.domainName,
  dhcpOption.sipServers,
  dhcpOption.vendorSpecific,
];

/** Gives 1 when no phone could use what came back. Errors: USAGE, PORT_TAKEN, PORT_FORBIDDEN, ADDRESS_UNAVAILABLE. */
export async function probe(options: OptionValues, terminal: Terminal): Promise<number> {
  const clock = new ScenarioClock({ start: new Date(), waits: 'real' });
  try {
    const answers = await Promise.all((await askDhcp(question(options), clock)).map(probed));
    const chosen = answers.find((answer) => answer.named);
    if (flag(options, 'json')) writeJson(terminal, { answers, ...(chosen && { chosen: chosen.server }) });
    else terminal.stdout.write(`${probeLines(answers, chosen).join('\n')}\n`);
    return usable(chosen) ? 0 : 1;
  } finally {
    clock.stop();
  }
}

function usable(chosen: ProbedAnswer | undefined): boolean {
  return chosen !== undefined && chosen.warnings.length === 0;
}

function question(options: OptionValues): DhcpQuestion {
  const address = text(options, 'address');
  if (address === undefined || !isIPv4(address)) {
    throw usage('needs --address, the IPv4 address of the interface to ask on');
  }
  const seconds = Number(text(options, 'listen') ?? LISTEN_SECONDS);
  if (!(seconds > 0 && seconds <= 60)) throw usage('--listen takes 1 to 60 seconds');
  const [host = '', port = '67'] = (text(options, 'to') ?? '255.255.255.255').split(':');
  if (!isIPv4(host) || !/^\d{1,5}$/.test(port)) throw usage('--to takes an IPv4 address, and a port if it is not 67');
  const mac = text(options, 'mac');
  return {
    type: 'inform',
    address,
    asked: ASKED,
    vendorClass: text(options, 'class') ?? ucVendorClass,
    waits: [seconds * 1000, seconds * 1000],
    to: { address: host, port: Number(port) },
    // A server that is not at the standard port answers where the question came from.
    port: port === '67' ? 68 : 0,
    ...(mac !== undefined && { chaddr: parseMac(mac) }),
  };
}

function usage(detail: string): HarnessError {
  return new HarnessError('USAGE', { detail: `option43 probe ${detail}` });
}
