import { once } from 'node:events';
import { connect, isIP } from 'node:net';
import { ScenarioClock } from '../../../foundation/clock/index.js';
import { HarnessError } from '../../../foundation/errors/index.js';
import { connectTls } from '../../../tls/index.js';

/** How long a server may take to accept and to answer; a lab's does in milliseconds. */
const LIMIT_MS = 10_000;

/**
 * The chain a live server presents, DER, in the order it sent it. Only the hello is sent; the handshake ends with the
 * server's certificates. Errors: USAGE, TRUST_SERVER_UNREACHABLE.
 */
export async function chainFrom(target: string): Promise<{ host: string; chain: readonly Buffer[] }> {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:\s]{1,253})):(\d{1,5})$/i.exec(target);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || port < 1 || port > 65_535) {
    throw new HarnessError('USAGE', { detail: `--connect "${target}" is not HOST:PORT` });
  }
  let chain: readonly Buffer[] | undefined;
  const clock = new ScenarioClock({ start: new Date(), waits: 'real' });
  const stream = connect({ host, port });
  try {
    await once(stream, 'connect', { signal: AbortSignal.timeout(LIMIT_MS) });
    await connectTls(stream, {
      offer: {
        engine: 'openssl',
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1.2',
        ciphers: 'DEFAULT',
        ...(isIP(host) === 0 ? { serverName: host } : {}),
      },
      judge: (presented) => {
        chain = presented;
        return { accept: false };
      },
      refusal: 'close-after-certificate',
      clock,
      timeoutMs: LIMIT_MS,
    });
  } catch (error) {
    if (chain === undefined) {
      const detail = error instanceof Error ? error.message : String(error);
      throw new HarnessError('TRUST_SERVER_UNREACHABLE', { target, detail }, { cause: error });
    }
  } finally {
    clock.stop();
    stream.destroy();
  }
  return { host, chain: chain ?? [] };
}
