import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DhcpHost } from './dhcp-network.js';

/** What a DHCP client got: its address, and options 43 and 120 in hex. */
export interface ClientLease {
  readonly address: string;
  readonly option43: string;
  readonly option120: string;
}

/** ISC dhclient as class MS-UC-Client: DISCOVER to ACK, then RELEASE. */
export function dhclient(path: string, host: DhcpHost, folder: string): ClientLease {
  const dump = join(folder, 'dhclient.dump');
  const script = executable(
    join(folder, 'dhclient.sh'),
    `env >> "$DUMP"
${configured('BOUND', '$reason', '$new_ip_address', '$new_routers')}`,
  );
  const conf = join(folder, 'dhclient.conf');
  writeFileSync(
    conf,
    'option ucsip code 120 = string;\nsend vendor-class-identifier "MS-UC-Client";\n' +
      'request subnet-mask, routers, domain-name-servers, vendor-encapsulated-options, ucsip;\n',
  );
  const files = ['-lf', join(folder, 'dhclient.leases'), '-pf', join(folder, 'dhclient.pid')];
  const common = ['-4', '-sf', script, '-cf', conf, ...files, '-e', `DUMP=${dump}`];
  host.exec(path, '-1', ...common, host.device);
  host.exec(path, '-r', ...common, host.device);
  host.exec('ip', 'addr', 'flush', 'dev', host.device);
  const value = (name: string) => new RegExp(`^new_${name}=(.*)$`, 'm').exec(readFileSync(dump, 'utf8'))?.[1] ?? '';
  const bytes = (name: string) =>
    value(name)
      .split(':')
      .map((byte) => byte.padStart(2, '0'))
      .join('');
  return {
    address: value('ip_address'),
    option43: bytes('vendor_encapsulated_options'),
    option120: bytes('ucsip'),
  };
}

/** BusyBox udhcpc as class MS-UC-Client; it decodes option 120 to names by itself. */
export function udhcpc(
  path: string,
  host: DhcpHost,
  folder: string,
): { address: string; option43: string; sip: string } {
  const dump = join(folder, 'udhcpc.dump');
  const script = executable(
    join(folder, 'udhcpc.sh'),
    `[ "$1" = bound ] && env > ${dump}
${configured('bound', '$1', '$ip', '$router')}`,
  );
  host.exec(
    ...([path, '-i', host.device, '-f', '-q', '-n', '-R', '-t', '4', '-T', '2'] as const),
    ...['-V', 'MS-UC-Client', '-O', '43', '-O', '120', '-s', script],
  );
  host.exec('ip', 'addr', 'flush', 'dev', host.device);
  const text = existsSync(dump) ? readFileSync(dump, 'utf8') : '';
  const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1] ?? '';
  return { address: value('ip'), option43: value('opt43'), sip: value('sipsrv') };
}

/** dhcpcd's INFORM as class MS-UC-Client from an address the host has. */
export function dhcpcdInform(
  path: string,
  host: DhcpHost,
  folder: string,
  address: string,
): Omit<ClientLease, 'address'> {
  const conf = join(folder, 'dhcpcd.conf');
  writeFileSync(
    conf,
    'vendorclassid MS-UC-Client\ndefine 120 binhex ucsip\ndefine 43 binhex uc43\noption ucsip, uc43\nnoarp\nnoipv6\n',
  );
  const shown = host.exec(path, '-T', '-4', '-f', conf, '--inform', `${address}/24`, '-t', '10', host.device);
  const value = (name: string) => new RegExp(`^new_${name}='(.*)'$`, 'm').exec(shown)?.[1] ?? '';
  return { option43: value('uc43'), option120: value('ucsip') };
}

/** The address on the interface, for a RELEASE is sent from it. */
function configured(word: string, reason: string, address: string, router: string): string {
  return `[ "${reason}" = ${word} ] && ip addr add ${address}/24 dev $interface && ip route replace default via ${router}`;
}

function executable(file: string, body: string): string {
  writeFileSync(file, `#!/bin/sh\n${body}\nexit 0\n`);
  chmodSync(file, 0o755);
  return file;
}
