import { constants } from 'node:crypto';
import { once } from 'node:events';
import { isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import { timedOut } from '../../../foundation/clock/index.js';
import { HarnessError } from '../../../foundation/errors/index.js';
import { connectTls } from '../../../tls/index.js';
import { recordUpstreamCertificate } from './certificate.js';
import { type DialParts, failure } from './dial.js';
import type { Upstream } from './upstream.js';

/** Servers of that age speak TLS 1.0 with SHA-1, which OpenSSL allows at level 0 alone. */
const CIPHERS = 'DEFAULT:AES128-SHA:AES256-SHA:@SECLEVEL=0';
/** What OpenSSL here no longer has: RC4-SHA, RC4-MD5, 3DES. */
const LEGACY_SUITES = [0x0005, 0x0004, 0x000a];
/** As OpenSSL says it (observed), or as a server ends it that says nothing: SChannel closes or resets (inferred). */
const NOTHING_IN_COMMON =
  /handshake failure|unsupported protocol|no ciphers|insufficient security|ECONNRESET|closed the connection|socket disconnected/i;
/** Certificates of one chain that are looked at. */
const MAX_CHAIN = 32;

/**
 * TLS 1.0 to 1.3 to the server behind; where it has nothing but RC4 and 3DES, the harness's own engine on a second
 * connection. Errors: UPSTREAM_FAILED, recorded.
 */
export async function openUpstreamTls(
  upstream: Upstream,
  parts: DialParts,
  reach: () => Promise<Socket>,
): Promise<Duplex> {
  const outcome = await withOpenssl(upstream, parts, await reach());
  if (outcome !== 'nothing-in-common') return outcome;
  return await withOwnEngine(upstream, parts, await reach());
}

async function withOpenssl(
  upstream: Upstream,
  { context, target, caller }: DialParts,
  socket: Socket,
): Promise<Duplex | 'nothing-in-common'> {
  const { authorities, verify } = upstream.plan;
  const secure = connect({
    socket,
    host: target.host,
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.3',
    ciphers: CIPHERS,
    // Judged below, once it is recorded.
    rejectUnauthorized: false,
    secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
    ...(authorities !== undefined && { ca: authorities }),
    ...(isIP(target.host) === 0 && { servername: target.host }),
  });
  secure.on('error', () => {});
  const { handshakeMs } = upstream.limits;
  const outcome = await context.clock.within(handshakeMs, established(secure));
  if (outcome !== undefined) {
    socket.destroy();
    secure.destroy();
    if (outcome === timedOut) throw failure(caller, target, 'timeout', `no handshake in ${handshakeMs} ms`);
    if (NOTHING_IN_COMMON.test(outcome)) return 'nothing-in-common';
    throw failure(caller, target, 'tls-refused', outcome);
  }
  const problem = secure.authorized ? undefined : String(secure.authorizationError ?? 'not trusted');
  recordUpstreamCertificate(upstream, { context, target, caller }, chainOf(secure), { verify, problem });
  if (verify && problem !== undefined) {
    secure.destroy();
    throw failure(caller, target, 'not-trusted', problem);
  }
  const { address, host, port } = target;
  const version = secure.getProtocol() ?? '';
  const suite = secure.getCipher().standardName;
  const { recorder, device, connection } = caller;
  const details = { host, address, port, version, suite, engine: 'openssl' } as const;
  recorder.record('upstream.connected', details, { device, connection });
  return secure;
}

/** Why the handshake failed; undefined once it is done. */
async function established(secure: TLSSocket): Promise<string | undefined> {
  const ended = once(secure, 'close').then(() => 'it closed the connection');
  const failed = new Promise<string>((resolve) => secure.once('error', ({ message }) => resolve(message)));
  const done = new Promise<undefined>((resolve) => secure.once('secureConnect', () => resolve(undefined)));
  return await Promise.race([done, failed, ended.catch((error: unknown) => String(error))]);
}

/** The engine knows no authorities: it is for servers that are not verified. */
async function withOwnEngine(
  upstream: Upstream,
  { context, target, caller }: DialParts,
  socket: Socket,
): Promise<Duplex> {
  const { verify } = upstream.plan;
  const problem = 'its suites are those of the own TLS 1.0 engine, which verifies nobody';
  try {
    const stream = await connectTls(socket, {
      offer: { engine: 'tls10', suites: LEGACY_SUITES, helloFormat: 'tls' },
      judge: (chain) => {
        recordUpstreamCertificate(upstream, { context, target, caller }, chain, { verify, problem });
        return { accept: !verify };
      },
      refusal: 'alert',
      clock: context.clock,
      timeoutMs: upstream.limits.handshakeMs,
    });
    const { address, host, port } = target;
    const { recorder, device, connection } = caller;
    const details = { host, address, port, version: 'TLSv1', suite: stream.getCipher().name, engine: 'tls10' } as const;
    recorder.record('upstream.connected', details, { device, connection });
    return stream;
  } catch (error) {
    socket.destroy();
    if (!(error instanceof HarnessError)) throw error;
    if (error.code === 'PHONE_REFUSED_CERTIFICATE') throw failure(caller, target, 'not-trusted', problem);
    throw failure(caller, target, 'tls-refused', error.message);
  }
}

/** DER, leaf first: what was presented, and an authority that OpenSSL completed it with. */
function chainOf(secure: TLSSocket): Buffer[] {
  const chain: Buffer[] = [];
  let at: (PeerCertificate & { issuerCertificate?: PeerCertificate }) | undefined = secure.getPeerCertificate(true);
  while (at?.raw && chain.length < MAX_CHAIN && !chain.some((known) => at?.raw.equals(known))) {
    chain.push(at.raw);
    at = at.issuerCertificate;
  }
  return chain;
}
