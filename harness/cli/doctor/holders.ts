import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A process that holds a port, as far as this user may see it. */
export interface Holder {
  readonly pid: number;
  readonly name: string;
}

interface BoundSocket {
  readonly address: string;
  readonly port: number;
  readonly inode: string;
}

/** Rows looked at of each table of the kernel. */
const MAX_ROWS = 100_000;
/** Processes looked at. */
const MAX_PROCESSES = 20_000;
/** TCP_LISTEN, and the state of a UDP socket that is bound (`net/tcp_states.h`). */
const LISTENING = { tcp: '0A', udp: '07' } as const;

/** Who holds a port on an address, from /proc; empty where nobody is seen, or on another system. */
export function holdersOf(protocol: 'tcp' | 'udp', address: string, port: number): Holder[] {
  const inodes = new Set(
    (['', '6'] as const)
      .flatMap((family) => boundSockets(readText(`/proc/net/${protocol}${family}`), LISTENING[protocol]))
      .filter((socket) => socket.port === port && (socket.address === address || isAny(socket.address)))
      .map(({ inode }) => inode),
  );
  return inodes.size === 0
    ? []
    : processes()
        .filter(({ pid }) => holds(pid, inodes))
        .map(named);
}

/** The bound sockets of a table like /proc/net/tcp; rows that cannot be read are left out. */
export function boundSockets(table: string, state: string): BoundSocket[] {
  return table
    .split('\n', MAX_ROWS)
    .slice(1)
    .flatMap((row): BoundSocket[] => {
      const [, local = '', , kind = '', , , , , , inode = ''] = row.trim().split(/\s+/);
      const [hex = '', port = ''] = local.split(':');
      if (kind !== state || !/^([0-9A-F]{8}){1}(([0-9A-F]{8}){3})?$/.test(hex) || !/^[0-9A-F]{4}$/.test(port))
        return [];
      return [{ address: addressOf(hex), port: Number.parseInt(port, 16), inode }];
    });
}

/** Little-endian words, as the kernel writes them on the machines Node runs on; IPv4 in IPv6 is IPv4. */
function addressOf(hex: string): string {
  if (/^0+$/.test(hex)) return '0.0.0.0';
  const last = hex.slice(-8);
  return (last.match(/../g) ?? [])
    .reverse()
    .map((byte) => Number.parseInt(byte, 16))
    .join('.');
}

function isAny(address: string): boolean {
  return address === '0.0.0.0';
}

function processes(): { readonly pid: number }[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .slice(0, MAX_PROCESSES)
      .map((name) => ({ pid: Number(name) }));
  } catch {
    return [];
  }
}

function holds(pid: number, inodes: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((descriptor) => {
      const [, inode] = /^socket:\[(\d+)\]$/.exec(link(`/proc/${pid}/fd/${descriptor}`)) ?? [];
      return inode !== undefined && inodes.has(inode);
    });
  } catch {
    // Another user's process, or one that has just ended.
    return false;
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function named({ pid }: { readonly pid: number }): Holder {
  return { pid, name: readText(`/proc/${pid}/comm`).trim() || 'unknown' };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
