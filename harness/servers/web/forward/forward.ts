import type { IncomingMessage, ServerResponse } from 'node:http';
import { HarnessError } from '../../../foundation/errors/index.js';
import {
  MAX_JOURNAL_BODY_BYTES,
  MAX_KEPT_BYTES,
  type UpstreamCaller,
  type UpstreamTarget,
} from '../../sockets/upstream/index.js';
import { pageAnswer } from '../answers.js';
import type { WebAnswer, WebExchange } from '../exchange.js';
import type { UpstreamAgent } from './agent.js';
import { askUpstream } from './ask.js';
import { passBody } from './body.js';
import { answerHeaders, headBytes, requestHeaders } from './headers.js';

export interface Forwarding {
  readonly exchange: WebExchange;
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: UpstreamTarget;
  readonly agent: UpstreamAgent;
}

/**
 * Passes a request on to the server behind and its answer back, and records both sides. Where it fails before the phone
 * was told anything, the answer to give it; later than that the connection is closed, so that nobody takes half for whole.
 */
export async function forwardRequest(forwarding: Forwarding): Promise<WebAnswer | undefined> {
  const { response } = forwarding;
  try {
    await pass(forwarding);
    return undefined;
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    if (response.headersSent) {
      response.destroy();
      return undefined;
    }
    const timeout = error.details.problem === 'timeout';
    return pageAnswer(timeout ? 504 : 502, `The server behind gave no answer: ${String(error.details.problem)}.`);
  }
}

async function pass({ agent, exchange, message, response, target }: Forwarding): Promise<void> {
  const { connection, context, request, secrets } = exchange;
  const upstream = context.upstream;
  if (!upstream) return;
  const caller = {
    recorder: context.journal.recorder(connection.service),
    device: connection.device,
    connection: connection.id,
  };
  const hasBody = request.body.length > 0 || message.headers['content-length'] !== undefined;
  const host = upstream.plan.hostHeader === 'upstream' ? target.host : undefined;
  const headers = requestHeaders(message.rawHeaders, { bytes: request.body.length, hasBody, host });
  const { method } = request;
  const url = message.url ?? '/';
  const path = secrets.text(request.path);
  caller.recorder.record(
    'upstream.request',
    { host: target.host, method, path },
    { ...place(caller), raw: secrets.request(headBytes(`${method} ${url} HTTP/1.1`, headers), request) },
  );
  const { answerMs, bodyMs } = upstream.limits;
  const answer = await askUpstream({
    ...{ context, target, caller, agent, method, url, headers, body: request.body },
    limitMs: answerMs,
  });
  const status = answer.statusCode ?? 0;
  const given = answerHeaders(answer.rawHeaders);
  if (/\bclose\b/i.test(answer.headers.connection ?? '')) given.push('Connection', 'close');
  writeHead(response, status, answer.statusMessage ?? '', given);
  const passed = await passBody(answer, response, { context, target, caller, limitMs: bodyMs });
  recordAnswer({ caller, target, secrets, path }, headBytes(`HTTP/1.1 ${status}`, given), { status, ...passed });
  response.end();
}

/** Errors: UPSTREAM_FAILED for a head that HTTP cannot carry. */
function writeHead(response: ServerResponse, status: number, reason: string, headers: string[]): void {
  response.sendDate = false;
  try {
    response.writeHead(status, reason, headers);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new HarnessError(
      'UPSTREAM_FAILED',
      { host: '', port: 0, problem: 'invalid-answer', detail },
      { cause: error },
    );
  }
}

interface About {
  readonly caller: UpstreamCaller;
  readonly target: UpstreamTarget;
  readonly secrets: WebExchange['secrets'];
  readonly path: string;
}

function recordAnswer(
  { caller, path, secrets, target }: About,
  head: Buffer,
  { bytes, kept, status }: { readonly bytes: number; readonly kept: Buffer; readonly status: number },
): void {
  const clean = secrets.bytes(kept);
  const inJournal = clean.length <= MAX_JOURNAL_BODY_BYTES && bytes === clean.length && isText(clean);
  const capture = inJournal || clean.length === 0 ? undefined : caller.recorder.capture(`upstream-${path}`, clean);
  const raw = secrets.response(Buffer.concat([head, inJournal ? clean : Buffer.alloc(0)]));
  const kind = { ...(capture !== undefined && { capture }), ...(bytes > MAX_KEPT_BYTES && { cut: true as const }) };
  caller.recorder.record(
    'upstream.answer',
    { host: target.host, status, path, bytes, ...kind },
    { ...place(caller), raw },
  );
  // The phone was sent the same: what it got is found where it is for every other answer.
  caller.recorder.record('web.response', { status, path }, { ...place(caller), raw });
}

function isText(bytes: Buffer): boolean {
  return !bytes.includes(0) && !bytes.toString('utf8').includes('\ufffd');
}

function place({ connection, device }: UpstreamCaller) {
  return { connection, device };
}
