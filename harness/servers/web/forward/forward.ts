import type { IncomingMessage, ServerResponse } from 'node:http';
import { HarnessError } from '../../../foundation/errors/index.js';
import { failure, type Upstream, type UpstreamCaller, type UpstreamTarget } from '../../sockets/upstream/index.js';
import { pageAnswer } from '../answers.js';
import type { WebAnswer, WebExchange } from '../exchange.js';
import type { UpstreamAgent } from './agent.js';
import { askUpstream, type UpstreamAnswer } from './ask.js';
import { type Passed, passBody, UpstreamBody } from './body.js';
import { answerHeaders, headText, originForm, requestHeaders } from './headers.js';
import { holdAnswer } from './hold.js';
import { cameBack, viaEntry } from './loop.js';
import { type RecordedAnswer, recordAnswer, recordable, recordPassedOn } from './record-answer.js';

export interface Forwarding {
  readonly exchange: WebExchange;
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: UpstreamTarget;
  readonly agent: UpstreamAgent;
  /** Faults of the scenario stand at the answer. */
  readonly disturbed?: Disturbed | undefined;
}

export interface Disturbed {
  /** Some of them change its text. */
  readonly changes: boolean;
  /** Sends the answer as the faults make it, and records it. */
  send(answer: WebAnswer): Promise<void>;
}

/** Of a failure of the server behind, what the phone is told; 502 for any other. */
const STATUS: Readonly<Record<string, number>> = { timeout: 504, loop: 508, 'invalid-request': 400 };

/**
 * Passes a request on to the server behind and its answer back, and records both sides. Where it fails before the phone
 * was told anything, the answer to give it; later than that the connection is closed, so that nobody takes half for whole.
 */
export async function forwardRequest(forwarding: Forwarding): Promise<WebAnswer | undefined> {
  const { exchange, response } = forwarding;
  try {
    const { upstream } = exchange.context;
    if (upstream) await pass(forwarding, upstream);
    return undefined;
  } catch (error) {
    const known = error instanceof HarnessError;
    if (!known && !response.destroyed) {
      const message = error instanceof Error ? error.message : String(error);
      exchange.record('harness.error', { code: 'INTERNAL', message });
    }
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return undefined;
    }
    const problem = known ? String(error.details.problem) : 'internal';
    return pageAnswer(STATUS[problem] ?? 502, `The server behind gave no answer: ${problem}.`);
  }
}

async function pass(
  { agent, disturbed, exchange, message, response, target }: Forwarding,
  upstream: Upstream,
): Promise<void> {
  const { connection, context, request, secrets } = exchange;
  const { device, id, service } = connection;
  const caller: UpstreamCaller = { recorder: context.journal.recorder(service), device, connection: id };
  if (cameBack([request.headers.via].flat().join(','), upstream.id)) {
    throw failure(caller, target, 'loop', 'a request came back that this harness had passed on');
  }
  const { authority, url } = originForm(message.url ?? '/');
  const headers = requestHeaders(message.rawHeaders, {
    bytes: request.body.length,
    hasBody: hasBody(message, request.body),
    host: upstream.plan.hostHeader === 'upstream' ? hostOf(target, service === 'web' ? 443 : 80) : authority,
    missingHost: hostOf(target, service === 'web' ? 443 : 80),
    via: viaEntry(upstream.id),
  });
  const { method } = request;
  const path = secrets.text(request.path);
  const place = { connection: id, device };
  const capture = request.body.length > 0 && !request.document ? exchange.capture() : undefined;
  caller.recorder.record(
    'upstream.request',
    { host: target.host, method, path, ...(capture !== undefined && { capture }) },
    { ...place, raw: () => secrets.request(headText(`${method} ${url} HTTP/1.1`, headers), request) },
  );
  const { answerMs, bodyMs } = upstream.limits;
  const asked = { context, target, caller, agent, method, url, headers, body: request.body };
  const answer = await askUpstream({ ...asked, limitMs: answerMs });
  try {
    const answering = { asked: { ...asked, limitMs: bodyMs }, exchange, path };
    if (disturbed) await passDisturbed(answer, response, answering, disturbed);
    else await passAnswer(answer, response, answering);
  } finally {
    // One that was not read to its end would keep the connection, and the phone's next request waiting for it.
    if (!answer.head.complete) answer.head.destroy();
  }
}

interface Answering {
  readonly asked: Pick<Parameters<typeof askUpstream>[0], 'caller' | 'context' | 'limitMs' | 'target'>;
  readonly exchange: WebExchange;
  readonly path: string;
}

async function passAnswer(answer: UpstreamAnswer, response: ServerResponse, answering: Answering): Promise<void> {
  const { asked } = answering;
  const { caller, target } = asked;
  const { headers, rawHeaders, statusCode: status = 0, statusMessage = '' } = answer.head;
  const given = answerHeaders(rawHeaders);
  if (/\bclose\b/i.test(headers.connection ?? '')) given.push('Connection', 'close');
  response.sendDate = false;
  try {
    response.writeHead(status, statusMessage, given);
    // A body may be long in coming.
    response.flushHeaders();
  } catch (error) {
    // Node keeps the reason it refused, and would refuse the harness's own answer for it.
    response.statusMessage = '';
    throw failure(caller, target, 'invalid-answer', error instanceof Error ? error.message : String(error));
  }
  const passed = await passBody(answer, response, asked);
  const recorded = recordedOf(answer, answering, passed, given);
  const kept = recordable(recorded);
  recordAnswer(recorded, target.host, kept);
  recordPassedOn(recorded, kept);
  if (passed.problem) throw passed.problem;
  response.end();
}

/** What the faults make of it is recorded by whoever sends it. */
async function passDisturbed(
  answer: UpstreamAnswer,
  response: ServerResponse,
  answering: Answering,
  { changes, send }: Disturbed,
): Promise<void> {
  const { asked } = answering;
  response.sendDate = false;
  const body = new UpstreamBody(answer, asked);
  try {
    await send(await holdAnswer(answer, { body, passage: asked, response, unpack: changes }));
  } finally {
    const recorded = recordedOf(answer, answering, body.passed, answerHeaders(answer.head.rawHeaders));
    recordAnswer(recorded, asked.target.host, recordable(recorded));
  }
}

function recordedOf(
  { head }: UpstreamAnswer,
  { asked, exchange: { request, secrets }, path }: Answering,
  passed: Passed,
  headers: readonly string[],
): RecordedAnswer {
  const { headers: named, statusCode: status = 0 } = head;
  return {
    ...{ caller: asked.caller, secrets, path, status, ...passed },
    head: Buffer.from(headText(`HTTP/1.1 ${status}`, headers), 'latin1'),
    encoding: named['content-encoding'],
    operation: request.envelope?.operation?.localName,
  };
}

/** POST and PUT without a body say that they have none (RFC 9110 8.6). */
function hasBody({ headers, method = '' }: IncomingMessage, body: Buffer): boolean {
  const said = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
  return body.length > 0 || said || /^(POST|PUT|PATCH)$/.test(method);
}

function hostOf({ host, port }: UpstreamTarget, usual: number): string {
  return port === usual ? host : `${host}:${port}`;
}
