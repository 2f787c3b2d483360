import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { encodeClientHello, encodeHandshake, encodeRecords } from '../../../harness/wire/tls/index.js';

/** A TLS 1.0-style hello as it goes over the wire. */
export function helloRecord(version: number, suites: number[]): Buffer {
  const body = encodeClientHello({ version, random: Buffer.alloc(32, 7), suites });
  return encodeRecords(22, 0x0301, encodeHandshake(1, body));
}

/** A TLS 1.0 hello on a raw connection; resolves once the server's flight has come. */
export async function helloAndFlight(port: number, suite = 0x2f): Promise<Socket> {
  const raw = connectTcp(port, '127.0.0.1').on('error', () => {});
  raw.write(helloRecord(0x0301, [suite]));
  let got = Buffer.alloc(0);
  // ServerHelloDone ends the flight: a handshake message of type 14 without a body.
  while (!got.subarray(-4).equals(Buffer.from('0e000000', 'hex'))) {
    const [bytes] = (await once(raw, 'data')) as [Buffer];
    got = Buffer.concat([got, bytes]);
  }
  return raw;
}

export const types = (server: { observations: { type: string }[] }) => server.observations.map(({ type }) => type);
