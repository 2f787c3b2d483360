import { standardPorts } from './lab-ports.js';

/** Commands that let phones of the lab's network in, for one firewall. */
export interface FirewallCommands {
  readonly firewall: string;
  readonly commands: readonly string[];
}

/** For Linux and Windows; `network` is the lab's own, `10.77.0.0/24`. */
export function firewallCommands(address: string, network: string): FirewallCommands[] {
  const ports = standardPorts();
  const of = (protocol: 'tcp' | 'udp') => ports.filter((port) => port.protocol === protocol).map(({ port }) => port);
  const lists = (['tcp', 'udp'] as const).map((protocol) => ({ protocol, list: of(protocol).join(',') }));
  // A phone that asks for an address has none yet: DHCP comes from 0.0.0.0.
  return [
    {
      firewall: 'Linux, nftables',
      commands: [
        ...lists.map(
          ({ list, protocol }) =>
            `nft add rule inet filter input ip saddr ${network} ${protocol} dport { ${list} } accept`,
        ),
        'nft add rule inet filter input udp sport 68 udp dport 67 accept',
      ],
    },
    {
      firewall: 'Linux, ufw',
      commands: [
        ...lists.map(({ list, protocol }) => `ufw allow proto ${protocol} from ${network} to ${address} port ${list}`),
        'ufw allow proto udp from any port 68 to any port 67',
      ],
    },
    {
      firewall: 'Linux, firewalld',
      commands: [`firewall-cmd --zone=trusted --add-source=${network}`, 'firewall-cmd --add-service=dhcp'],
    },
    {
      firewall: 'Windows, PowerShell as administrator',
      commands: [
        ...lists.map(
          ({ list, protocol }) =>
            `New-NetFirewallRule -DisplayName "mock-lync ${protocol}" -Direction Inbound -Protocol ${protocol.toUpperCase()} -LocalPort ${list} -RemoteAddress ${network} -Action Allow`,
        ),
        'New-NetFirewallRule -DisplayName "mock-lync dhcp" -Direction Inbound -Protocol UDP -LocalPort 67 -RemotePort 68 -Action Allow',
      ],
    },
  ];
}

/** The network of an address by its mask; the address alone without one. */
export function networkOf(address: string, netmask: string | undefined): string {
  if (netmask === undefined) return `${address}/32`;
  const mask = netmask.split('.').map(Number);
  const network = address.split('.').map((part, index) => Number(part) & (mask[index] ?? 255));
  const bits = mask.map((part) => part.toString(2).replace(/0/g, '').length).reduce((sum, count) => sum + count, 0);
  return `${network.join('.')}/${bits}`;
}
