import { type DecodedPacket, decode } from 'dns-packet';
import { DnsServer, type DnsServerOptions } from '../../../harness/servers/dns/index.js';
import { type NetworkChanges, networkContext } from '../network-context.js';

export const numbers = { A: 1, NS: 2, SOA: 6, PTR: 12, TXT: 16, AAAA: 28, SRV: 33, AXFR: 252, ANY: 255 } as const;
export type TypeName = keyof typeof numbers;

export interface QueryChanges {
  readonly id?: number;
  readonly flags?: number;
  readonly classNumber?: number;
  /** Adds an OPT record. */
  readonly udpPayloadSize?: number;
  readonly ednsVersion?: number;
}

/** A query built by hand, so that no mistake of an encoder is shared with the server. */
export function query(name: string, type: TypeName = 'A', changes: QueryChanges = {}): Buffer {
  const { id = 0xabcd, flags = 0x0100, classNumber = 1, udpPayloadSize, ednsVersion = 0 } = changes;
  const labels = name === '.' ? [] : name.split('.').map((label) => Buffer.from(label, 'latin1'));
  return Buffer.concat([
    words(id, flags, 1, 0, 0, udpPayloadSize === undefined ? 0 : 1),
    ...labels.flatMap((label) => [Buffer.from([label.length]), label]),
    Buffer.from([0]),
    words(numbers[type], classNumber),
    ...(udpPayloadSize === undefined
      ? []
      : [Buffer.from([0]), words(41, udpPayloadSize), Buffer.from([0, ednsVersion]), words(0, 0)]),
  ]);
}

export function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, i) => {
    bytes.writeUInt16BE(value, 2 * i);
  });
  return bytes;
}

export const codes = { noError: 0, formErr: 1, nxDomain: 3, notImp: 4, refused: 5 } as const;

export function dnsServer(changes: NetworkChanges = {}, options: DnsServerOptions = {}) {
  const context = networkContext(changes);
  return { context, dns: new DnsServer(context, options) };
}

/** The response to one query, as bytes and decoded. */
export function ask(
  dns: DnsServer,
  bytes: Buffer,
  transport: 'udp' | 'tcp' = 'udp',
): { bytes: Buffer; code: number; packet: DecodedPacket } {
  const response = dns.handle(bytes, transport, { address: '10.10.20.51' });
  if (!response) throw new Error('no response');
  return { bytes: response, code: response.readUInt16BE(2) & 0xf, packet: decode(response) };
}

/** The data of the answers, in presentation form where they have one. */
export function data(packet: DecodedPacket, section: 'answers' | 'authorities' | 'additionals' = 'answers'): string[] {
  return (packet[section] ?? []).flatMap((record) => {
    switch (record.type) {
      case 'A':
      case 'NS':
        return [`${record.name} ${record.type} ${record.data}`];
      case 'SRV': {
        const { priority, weight, port, target } = record.data;
        return [`${record.name} SRV ${priority} ${weight} ${port} ${target}`];
      }
      default:
        return [`${record.name} ${record.type}`];
    }
  });
}
