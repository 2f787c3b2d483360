import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { ExecutionContext } from 'ava';
import type { ServerCertificate } from '../../certs/authorities/index.js';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import {
  type AcceptTlsOptions,
  acceptTls,
  defaultTlsSettings,
  type TlsObservation,
  type TlsSettings,
  tlsPort,
} from '../../harness/tls/index.js';
import { keptServerCertificate } from '../certs/kept-keys.js';

export const START = new Date('2014-11-15T09:00:00Z');

let minted: Promise<ServerCertificate> | undefined;

/** One chain for the whole test file: leaf and an intermediate, so that a chain has more than one certificate. */
export function serverCertificate(): Promise<ServerCertificate> {
  minted ??= keptServerCertificate({
    profile: 'enterprise-two-tier',
    subject: 'fe01.contoso.test',
    names: ['sip.contoso.test'],
    at: START,
  });
  return minted;
}

export interface AcceptingServer {
  readonly port: number;
  readonly observations: TlsObservation[];
  /** Resolves with the first observation of that type. */
  seen<T extends TlsObservation['type']>(type: T): Promise<Extract<TlsObservation, { type: T }>>;
  readonly accepted: Promise<{ socket?: Awaited<ReturnType<typeof acceptTls>>; error?: unknown; stream: Socket }>;
}

/** A TCP server on an ephemeral port of 127.0.0.1 that accepts TLS on its first connection; it ends with the test. */
export async function acceptingServer(
  t: ExecutionContext,
  options: Partial<AcceptTlsOptions> & { readonly settings?: Partial<TlsSettings> } = {},
): Promise<AcceptingServer> {
  const certificate = await serverCertificate();
  const { settings, ...rest } = options;
  const port = tlsPort({ certificate, settings: { ...defaultTlsSettings, ...settings } });
  const clock = new ScenarioClock({ start: START, waits: 'real' });
  const observations: TlsObservation[] = [];
  const waiting: { type: string; resolve: (o: TlsObservation) => void }[] = [];
  const observe = (observation: TlsObservation) => {
    observations.push(observation);
    for (const each of waiting) if (each.type === observation.type) each.resolve(observation);
  };
  const streams = new Set<Socket>();
  const server: Server = createServer();
  const accepted = new Promise<Awaited<AcceptingServer['accepted']>>((resolve) => {
    server.on('connection', (stream) => {
      streams.add(stream);
      acceptTls(stream, { port, clock, observe, ...rest }).then(
        (socket) => resolve({ socket, stream }),
        (error: unknown) => resolve({ error, stream }),
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(async () => {
    for (const stream of streams) stream.destroy();
    server.close();
    await once(server, 'close');
    clock.stop();
  });
  return {
    port: (server.address() as AddressInfo).port,
    observations,
    seen: (type) =>
      new Promise((resolve) => {
        const known = observations.find((each) => each.type === type);
        if (known) resolve(known as never);
        else waiting.push({ type, resolve: resolve as (o: TlsObservation) => void });
      }),
    accepted,
  };
}

/** Runs a program to its end; `input` undefined leaves its standard input open until it ends. */
export async function run(program: string, args: string[], input?: string): Promise<{ code: number; output: string }> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (bytes: Buffer) => {
    output += bytes.toString('latin1');
  });
  child.stderr.on('data', (bytes: Buffer) => {
    output += bytes.toString('latin1');
  });
  child.stdin.on('error', () => {});
  if (input !== undefined) child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number];
  return { code, output };
}

export async function available(program: string): Promise<boolean> {
  return await run(program, program === 'openssl' ? ['version'] : ['--version'], '').then(
    ({ code }) => code === 0,
    () => false,
  );
}
