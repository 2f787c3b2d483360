import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { WebTicketIssuer } from '../../authentication/web-ticket/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { holdForRound } from '../../foundation/round-writes.js';
import type { ServerContext } from '../context.js';
import type { UpstreamTarget } from '../sockets/upstream/index.js';
import { faultAnswer, pageAnswer, unknownRequest } from './answers.js';
import { hostOfService, isSecure, type WebConnection } from './connection.js';
import { type AnswerSink, type Disturbance, disturbances } from './disturbance/index.js';
import type { WebAnswer, WebExchange, WebHandler } from './exchange.js';
import { UpstreamAgent } from './forward/agent.js';
import { forwardedUnasked, upstreamOf } from './forward/decide.js';
import { forwardRequest } from './forward/forward.js';
import { readRequest } from './read-request.js';
import { type Recording, recordPartialRequest, recordRequest, recordResponse } from './record.js';
import { WebSecrets } from './secrets.js';
import { sendContent } from './send-content.js';
import { unacceptable } from './unacceptable.js';
import { writeAnswer } from './write-answer.js';

export type ConnectionOf = (socket: object) => WebConnection | undefined;

/** How a handler's answers reach whoever asked, with all that is recorded of it and all that is to go wrong. */
export function serving(
  context: ServerContext,
  tickets: WebTicketIssuer,
  connectionOf: ConnectionOf,
): (handler: WebHandler) => RequestListener {
  const secrets = new WebSecrets(context.deployment, context.upstream !== undefined);
  const disturbanceOf = disturbances(context);
  let requests = 0;

  const run = async (handler: WebHandler, message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const connection = connectionOf(message.socket);
    if (!connection) throw new TypeError('a request came on a socket that nobody announced');
    const recorder = context.journal.recorder(connection.service);
    const recording: Recording = { recorder, connection, secrets };
    const correlation = ++requests;
    const participant = context.clock.join('web request');
    try {
      const { request, end, partial } = await readRequest(message);
      recordRequest(recording, message, request);
      if (end !== 'whole') recordPartialRequest(recording, request, partial, end === 'gone' ? 'cut-off' : 'oversized');
      if (end === 'gone') {
        response.destroy();
        return;
      }
      let kept: { readonly name: string | undefined } | undefined;
      let disturbance: Disturbance | undefined;
      const exchange: WebExchange = {
        request,
        connection,
        context,
        tickets,
        secrets,
        record: (type, details) =>
          recorder.record(type, details, { device: connection.device, connection: connection.id }),
        failure: (what) => disturbance?.failure(what),
        capture: () => {
          kept ??= { name: recorder.capture(secrets.text(`${request.method}-${request.path}`), secrets.body(request)) };
          return kept.name;
        },
      };
      disturbance = disturbanceOf?.(exchange);
      const target = end === 'whole' ? upstreamOf(exchange) : undefined;
      let answer = disturbance?.refusal() ?? (await firstAnswer(handler, exchange, end === 'oversized'));
      const about = { context, correlation, request, host: hostOfService(connection.service) };
      const write = (to: AnswerSink, whole: WebAnswer, sent = whole) => {
        const headers = writeAnswer(to, whole, about);
        recordResponse(recording, request, sent, headers);
      };
      const { changes, send: disturbed } = disturbance ?? {};
      const send = disturbed && ((given: WebAnswer) => disturbed(given, response, participant, write));
      if (target && (!answer || answer.unknown)) {
        const agent = agentOf(connection, target);
        const faults = send && { changes: changes === true, send };
        answer = await forwardRequest({ exchange, message, response, target, agent, disturbed: faults });
      }
      if (!answer) return;
      if (send) await send(answer);
      else {
        // A TLS connection does so below its records.
        if (!isSecure(connection)) holdForRound(message.socket);
        write(response, answer);
        if (answer.content) await sendContent(response, answer.content);
      }
    } finally {
      participant.leave();
    }
  };

  const agents = new WeakMap<WebConnection, UpstreamAgent>();
  const agentOf = (connection: WebConnection, target: UpstreamTarget): UpstreamAgent => {
    const known = agents.get(connection);
    if (known) return known;
    const agent = new UpstreamAgent(context, target, connection);
    agents.set(connection, agent);
    connection.closed.addEventListener('abort', () => agent.destroy(), { once: true });
    return agent;
  };

  return (handler) => (message, response) => {
    // Reading rejects when the client is gone; then there is nobody to answer.
    run(handler, message, response).catch(() => response.destroy());
  };
}

const tooLarge: WebAnswer = { ...pageAnswer(413, 'The request is too large.'), close: true };

/** The harness's own answer; none where the server behind is to be asked without trying. */
async function firstAnswer(
  handler: WebHandler,
  exchange: WebExchange,
  oversized: boolean,
): Promise<WebAnswer | undefined> {
  if (oversized) return tooLarge;
  if (forwardedUnasked(exchange)) return undefined;
  return unacceptable(exchange) ?? (await answerOf(handler, exchange));
}

/** What a codec refuses is the client's doing. A mistake of the harness must not end a run: the journal has the message. */
async function answerOf(handler: WebHandler, exchange: WebExchange): Promise<WebAnswer> {
  try {
    return await handler(exchange);
  } catch (error) {
    if (error instanceof HarnessError) return unknownRequest(exchange, faultAnswer('malformed-request'));
    const message = error instanceof Error ? error.message : String(error);
    exchange.record('harness.error', { code: 'INTERNAL', message });
    return faultAnswer('internal-error');
  }
}
