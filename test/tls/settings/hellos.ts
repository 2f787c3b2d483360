import {
  type ClientHello,
  encodeClientHello,
  encodeHandshake,
  encodeRecords,
  parseClientHello,
} from '../../../harness/wire/tls/index.js';

export interface HelloWish {
  /** client_version; TLS 1.0 unless told. */
  readonly version?: number;
  readonly suites: readonly number[];
  /** Extension supported_versions. */
  readonly versions?: readonly number[];
  /** Extension supported_groups. */
  readonly groups?: readonly number[];
  readonly serverName?: string;
}

const random = Buffer.alloc(32, 7);

/** The body of a ClientHello. */
function body({ version = 0x0301, suites, versions, groups, serverName }: HelloWish): Buffer {
  const extensions = [
    ...(serverName === undefined ? [] : [{ type: 0, data: sni(serverName) }]),
    ...(groups === undefined ? [] : [{ type: 10, data: list(2, groups) }]),
    ...(versions === undefined ? [] : [{ type: 43, data: list(1, versions) }]),
  ];
  return encodeClientHello({ version, random, suites, extensions });
}

export function hello(wish: HelloWish): ClientHello {
  return parseClientHello(body(wish), 0x0301);
}

/** As it goes over the wire. */
export function helloBytes(wish: HelloWish): Buffer {
  return encodeRecords(22, 0x0301, encodeHandshake(1, body(wish)));
}

function sni(name: string): Buffer {
  const bytes = Buffer.from(name);
  const entry = Buffer.concat([Buffer.from([0, bytes.length >> 8, bytes.length & 255]), bytes]);
  return Buffer.concat([Buffer.from([entry.length >> 8, entry.length & 255]), entry]);
}

function list(lengthBytes: 1 | 2, numbers: readonly number[]): Buffer {
  const bytes = Buffer.from(numbers.flatMap((number) => [number >> 8, number & 255]));
  const length = Buffer.alloc(lengthBytes);
  length.writeUIntBE(bytes.length, 0, lengthBytes);
  return Buffer.concat([length, bytes]);
}
