import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { endpointNames, endpointTable } from '../../lab/index.js';
import { type Holder, holdersOf } from './holders.js';

/** One port of the field on the lab's address. */
export interface LabPort {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  /** What the harness would open there: `dns`. */
  readonly for: readonly string[];
  readonly state: 'free' | 'taken' | 'forbidden' | 'no-address';
  /** Who has it, where that can be seen. */
  readonly holders: readonly Holder[];
  /** What to do, where it is not free. */
  readonly action?: string;
}

export interface LabReport {
  readonly address: string;
  /** The interface that has it; absent where none has. */
  readonly interface?: string;
  readonly netmask?: string;
  readonly ports: readonly LabPort[];
}

/** What usually holds a port, and how it is made to let go. */
const usual: Readonly<Record<string, string>> = {
  'udp 53': 'systemd-resolved and dnsmasq listen there: take the address from them (DNSStubListener=no), or stop them.',
  'tcp 53': 'systemd-resolved and dnsmasq listen there: take the address from them (DNSStubListener=no), or stop them.',
  'udp 67': 'Another DHCP server: stop it, or let it serve and forward INFORM; two of them answer a phone differently.',
  'udp 123':
    'chronyd, ntpd or systemd-timesyncd as a server: stop it; phones must have their time from here, for scenarios have dates.',
  'tcp 80': 'A web server, or on Windows http.sys (net stop http): stop it, or bind it to another address.',
  'tcp 443': 'A web server, or on Windows http.sys (net stop http): stop it, or bind it to another address.',
};

/** Try every standard port on an address; each is closed again at once. */
export async function examineLab(address: string): Promise<LabReport> {
  const found = Object.entries(networkInterfaces())
    .flatMap(([name, entries]) => (entries ?? []).map((entry) => ({ name, entry })))
    .find(({ entry }) => entry.address === address);
  const ports: LabPort[] = [];
  for (const { names, port, protocol } of standardPorts()) {
    const code = await (protocol === 'udp' ? tryUdp(address, port) : tryTcp(address, port));
    ports.push(judged(address, protocol, port, names, code));
  }
  return {
    address,
    ...(found && { interface: found.name, netmask: found.entry.netmask }),
    ports,
  };
}

interface StandardPort {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  readonly names: string[];
}

/** Every port phones are told, with what it is for, in order. */
export function standardPorts(): StandardPort[] {
  const known = new Map<string, StandardPort>();
  for (const name of endpointNames) {
    const { port, transports } = endpointTable[name];
    for (const protocol of transports) {
      const key = `${protocol} ${port}`;
      const entry = known.get(key) ?? { protocol, port, names: [] };
      entry.names.push(name);
      known.set(key, entry);
    }
  }
  return [...known.values()].sort((one, other) => one.port - other.port || one.protocol.localeCompare(other.protocol));
}

function judged(
  address: string,
  protocol: 'tcp' | 'udp',
  port: number,
  names: readonly string[],
  code: string | undefined,
): LabPort {
  const head = { protocol, port, for: names };
  const key = `${protocol} ${port}`;
  switch (code) {
    case undefined:
      return { ...head, state: 'free', holders: [] };
    case 'EADDRNOTAVAIL':
      return { ...head, state: 'no-address', holders: [], action: `Give ${address} to an interface of this machine.` };
    case 'EACCES':
    case 'EPERM':
      return {
        ...head,
        state: 'forbidden',
        holders: [],
        action:
          'Ports below 1024 need root, or: setcap cap_net_bind_service=+ep "$(readlink -f "$(command -v node)")".',
      };
    default: {
      const holders = holdersOf(protocol, address, port);
      const unseen = `Root sees who: ss -H${protocol === 'udp' ? 'u' : 't'}lpn sport = :${port} (Windows: netstat -ano).`;
      const action = usual[key] ?? 'Stop what holds it.';
      return { ...head, state: 'taken', holders, action: holders.length > 0 ? action : `${action} ${unseen}` };
    }
  }
}

/** The error's code; undefined when it can be had. Exclusively: some sockets let others share their port unnoticed. */
function tryUdp(address: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', (error: NodeJS.ErrnoException) => {
      socket.close();
      resolve(error.code ?? 'unknown');
    });
    socket.bind({ address, port, exclusive: true }, () => socket.close(() => resolve(undefined)));
  });
}

function tryTcp(address: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen({ host: address, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
