import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import { timedOut } from '../../../foundation/clock/index.js';
import { HarnessError } from '../../../foundation/errors/index.js';
import type { ServerContext } from '../../context.js';
import { failure, type UpstreamCaller, type UpstreamTarget } from '../../sockets/upstream/index.js';
import { MAX_HEADER_BYTES } from '../limits.js';
import type { UpstreamAgent } from './agent.js';

export interface Question {
  readonly context: ServerContext;
  readonly target: UpstreamTarget;
  readonly caller: UpstreamCaller;
  readonly agent: UpstreamAgent;
  readonly method: string;
  /** With its query. */
  readonly url: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: Buffer;
  readonly limitMs: number;
}

export interface UpstreamAnswer {
  readonly head: IncomingMessage;
  /** What went wrong after the head: what Node's parser refuses in a body it tells the request alone. */
  readonly error: () => Error | undefined;
}

/** The head of the server's answer; its body is still to be read. Errors: UPSTREAM_FAILED, recorded. */
export async function askUpstream(question: Question): Promise<UpstreamAnswer> {
  const { agent, body, caller, context, headers, limitMs, method, target, url } = question;
  let request: ClientRequest;
  try {
    request = http.request({
      ...{ agent, method, path: url, headers, host: target.host, port: target.port },
      maxHeaderSize: MAX_HEADER_BYTES,
    });
  } catch (error) {
    throw failure(caller, target, 'invalid-request', error instanceof Error ? error.message : String(error));
  }
  const answered = new Promise<UpstreamAnswer | Error>((resolve) => {
    request.once('response', (answer) => {
      let error: Error | undefined;
      request.on('error', (later) => {
        error ??= later;
      });
      resolve({ head: answer, error: () => error });
    });
    request.on('error', resolve);
    // A switch of protocols would leave HTTP, which nobody here asked for.
    request.once('upgrade', (_response, socket) => {
      socket.destroy();
      resolve(new Error('it switched to another protocol'));
    });
  });
  request.end(body);
  const outcome = await context.clock.within(limitMs, answered);
  if (outcome === timedOut) {
    request.destroy();
    throw failure(caller, target, 'timeout', `no answer in ${limitMs} ms`);
  }
  if (!(outcome instanceof Error)) return outcome;
  request.destroy();
  // What went wrong with the connection itself was recorded where it went wrong.
  if (outcome instanceof HarnessError) throw outcome;
  throw failure(caller, target, problemOf(outcome), outcome.message);
}

/** What Node's parser refuses the server has said; anything else happened to the connection. */
export function problemOf(error: unknown): 'invalid-answer' | 'connection-lost' {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  return code.startsWith('HPE_') ? 'invalid-answer' : 'connection-lost';
}
