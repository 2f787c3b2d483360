import { mintServerCertificate } from '../../certs/authorities/index.js';
import type { Benchmark, Rounds } from './benchmark.js';
import { runBulk } from './tls-cpu/bulk.js';
import { type Client, engineClient, handshakes, nodeClient } from './tls-cpu/clients.js';
import { MeasuredServer } from './tls-cpu/measured-server.js';
import type { PemIdentity, ServerKind } from './tls-cpu/server-kinds.js';

const HANDSHAKES = 250;
/** Enough for the compiler to have done with what a handshake runs through once. */
const WARM_UP = 2000;
const nodeTls10 = nodeClient({ minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'AES128-SHA:@SECLEVEL=0' });
const suites = { 'RC4-SHA': 0x0005, 'RC4-MD5': 0x0004, 'DES-CBC3-SHA': 0x000a, 'AES128-SHA': 0x002f };

type Work = (port: number) => Promise<number>;

async function identity(): Promise<PemIdentity> {
  const { tls } = await mintServerCertificate({
    profile: 'enterprise-two-tier',
    subject: 'fe.contoso.test',
    names: ['sip.contoso.test'],
    at: new Date('2014-11-15T09:00:00Z'),
  });
  if (!('cert' in tls)) throw new Error('the certificate is a PFX');
  return { cert: String(tls.cert), key: String(tls.key) };
}

/** Two servers with one certificate, each in its own process; what counts is their CPU time. */
async function beside(ours: [ServerKind, Work], theirs: [ServerKind, Work], warmUp: [Work, Work]): Promise<Rounds> {
  const certificate = await identity();
  const servers = [
    await MeasuredServer.start(ours[0], certificate),
    await MeasuredServer.start(theirs[0], certificate),
  ];
  const [mine, other] = servers;
  if (mine === undefined || other === undefined) throw new Error('no servers');
  await warmUp[0](mine.port);
  await warmUp[1](other.port);
  return {
    ours: () => mine.measure(ours[1]),
    theirs: () => other.measure(theirs[1]),
    close: async () => {
      for (const server of servers) await server.close();
    },
  };
}

const shaking =
  (client: Client, count = HANDSHAKES): Work =>
  (port) =>
    handshakes(client, port, count);

function fullHandshake(name: keyof typeof suites): Benchmark {
  const client = engineClient(suites[name]);
  return {
    name: `TLS 1.0 engine, full handshake with ${name}, server CPU`,
    peer: 'bare node:tls at TLS 1.0 with AES128-SHA',
    prepare: () =>
      beside(
        ['engine', shaking(client)],
        ['node-tls10', shaking(nodeTls10)],
        [shaking(client, WARM_UP), shaking(nodeTls10, WARM_UP)],
      ),
  };
}

function port(version: 'TLSv1.2' | 'TLSv1.3'): Benchmark {
  const client = nodeClient({ maxVersion: version });
  return {
    name: `Front End port as serve opens it, ${version} handshake read and recorded, server CPU`,
    peer: 'a bare tls.createServer with the same settings',
    prepare: () =>
      beside(
        ['front-end', shaking(client)],
        ['bare-node', shaking(client)],
        [shaking(client, WARM_UP), shaking(client, WARM_UP)],
      ),
  };
}

function bulk(name: keyof typeof suites, direction: 'down' | 'up'): Benchmark {
  const moving =
    (client: Client): Work =>
    async (where) =>
      runBulk(await client(where), direction);
  const ours = moving(engineClient(suites[name]));
  const theirs = moving(nodeTls10);
  return {
    name: `TLS 1.0 engine, bulk ${direction === 'down' ? 'sent' : 'received'} with ${name}, server CPU`,
    peer: 'node:tls at TLS 1.0 with AES128-SHA',
    unit: 'MB',
    prepare: () => beside(['engine', ours], ['node-tls10', theirs], [ours, theirs]),
  };
}

const names = Object.keys(suites) as (keyof typeof suites)[];

export const benchmarks: readonly Benchmark[] = [
  fullHandshake('RC4-SHA'),
  fullHandshake('RC4-MD5'),
  fullHandshake('DES-CBC3-SHA'),
  port('TLSv1.2'),
  port('TLSv1.3'),
  ...names.filter((name) => name !== 'RC4-MD5').flatMap((name) => [bulk(name, 'down'), bulk(name, 'up')]),
];
