import { HarnessError } from '../../foundation/errors/index.js';

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/**
 * Standard to actual endpoint, as behind a NAT: `'udp 255.255.255.255:67'` to `'127.10.1.3:40001'`. What is not listed
 * is dialled as it stands.
 */
export interface DialTable {
  readonly [standard: string]: string;
}

/**
 * Where to send what is meant for a standard endpoint.
 * @throws HarnessError PHONE_DIAL_INVALID for an entry that is not `address:port`
 */
export function dialled(table: DialTable, transport: 'udp' | 'tcp', standard: Endpoint): Endpoint {
  const key = `${transport} ${standard.address}:${standard.port}`;
  const entry = Object.hasOwn(table, key) ? table[key] : undefined;
  if (entry === undefined) return standard;
  const match = /^([0-9.]+):([0-9]{1,5})$/.exec(entry);
  const port = Number(match?.[2]);
  if (match?.[1] === undefined || port < 1 || port > 65535) {
    throw new HarnessError('PHONE_DIAL_INVALID', { key, entry: entry.slice(0, 80) });
  }
  return { address: match[1], port };
}
