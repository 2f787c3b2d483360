import { createPrivateKey } from 'node:crypto';
import type { ChainProfile, ServerCertificate } from '../../../certs/authorities/index.js';
import type { HarnessError } from '../../../harness/foundation/errors/index.js';
import {
  createEngineClient,
  createEngineServer,
  type EngineClientOptions,
  type EngineIdentity,
  type EngineOutput,
  type EngineServerOptions,
  engineSuites,
  type TlsEngine,
} from '../../../harness/tls/engine/index.js';
import { keptServerCertificate } from '../../certs/kept-keys.js';

export const AT = new Date('2014-11-15T09:00:00Z');
export const allSuites: readonly number[] = engineSuites.map(({ id }) => id);

const minted = new Map<string, Promise<ServerCertificate>>();

function certificate(profile: ChainProfile, subject: string): Promise<ServerCertificate> {
  const known = minted.get(subject) ?? keptServerCertificate({ profile, subject, names: [subject], at: AT });
  minted.set(subject, known);
  return known;
}

/** An identity with what `node:tls` wants of it, minted once per test file. */
export interface TestIdentity {
  readonly identity: EngineIdentity;
  readonly pem: { readonly cert: string; readonly key: string };
}

async function identity(profile: ChainProfile, subject: string): Promise<TestIdentity> {
  const { chain, tls } = await certificate(profile, subject);
  if (!('key' in tls)) throw new Error('minted certificates come as PEM');
  return { identity: { chain, privateKey: createPrivateKey(tls.key) }, pem: tls };
}

/** Leaf and an intermediate, RSA-2048. */
export function serverIdentity(): Promise<TestIdentity> {
  return identity('enterprise-two-tier', 'fe01.contoso.test');
}

/** A phone's own certificate. */
export function clientIdentity(): Promise<TestIdentity> {
  return identity('self-signed', 'phone.contoso.test');
}

/** What an engine told its owner. */
export class Told implements EngineOutput {
  readonly sent: Buffer[] = [];
  readonly events: string[] = [];
  readonly received: Buffer[] = [];
  error: HarnessError | undefined;
  /** Carries what is sent on; not at once, as a network. */
  carry: ((records: Buffer) => void) | undefined;

  send(records: Buffer): void {
    this.sent.push(records);
    this.carry?.(records);
  }
  established(): void {
    this.events.push('established');
  }
  data(bytes: Buffer): void {
    this.received.push(bytes);
  }
  ended(): void {
    this.events.push('ended');
  }
  warned(alert: string): void {
    this.events.push(`warned ${alert}`);
  }
  failed(error: HarnessError): void {
    this.error = error;
    this.events.push(`failed ${error.code} ${error.details.alert}`);
  }
  get text(): string {
    return Buffer.concat(this.received).toString('latin1');
  }
}

export interface Pair {
  readonly server: TlsEngine;
  readonly client: TlsEngine;
  readonly atServer: Told;
  readonly atClient: Told;
  /** Carries all bytes both ways until nobody has more to say. */
  run(): void;
}

export interface PairOptions {
  readonly server?: Partial<EngineServerOptions>;
  readonly client?: Partial<EngineClientOptions>;
  /** Bytes given at a time; all at once without it. */
  readonly chunk?: number;
  /** Looks at, changes, drops or adds what a side sent; gives what arrives. */
  readonly change?: (from: 'client' | 'server', records: Buffer) => readonly Buffer[];
}

/** Server and client of the engine, joined in memory; nothing has passed yet. */
export async function pair(options: PairOptions = {}): Promise<Pair> {
  const { identity } = await serverIdentity();
  const [atServer, atClient] = [new Told(), new Told()];
  const server = createEngineServer({ identity, ...options.server }, atServer);
  const client = createEngineClient({ suites: allSuites, ...options.client }, atClient);
  const underway: { to: TlsEngine; bytes: Buffer }[] = [];
  const carrier = (from: 'client' | 'server', to: TlsEngine) => (records: Buffer) => {
    for (const bytes of options.change?.(from, records) ?? [records]) underway.push({ to, bytes });
  };
  atServer.carry = carrier('server', client);
  atClient.carry = carrier('client', server);
  return {
    server,
    client,
    atServer,
    atClient,
    run: () => {
      client.start();
      for (let next = underway.shift(); next !== undefined; next = underway.shift()) {
        const { to, bytes } = next;
        const chunk = options.chunk ?? bytes.length;
        for (let at = 0; at < bytes.length; at += chunk) to.receive(bytes.subarray(at, at + chunk));
      }
    },
  };
}
