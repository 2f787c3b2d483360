import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type ArmedFault,
  disturbReply,
  failureBy,
  refusalBy,
  type WebAsked,
  type WebFailing,
  type WebFailure,
  type WebFault,
  webPoints,
} from '../../../faults/index.js';
import type { Clock } from '../../../foundation/clock/index.js';
import type { ServerContext } from '../../context.js';
import type { WebAnswer, WebExchange } from '../exchange.js';
import { type AnswerHeaders, type AnswerSink, deliver, type HeldAnswer } from './deliver.js';
import { pointsOf } from './points.js';

export type { AnswerHeaders, AnswerSink } from './deliver.js';

/** What the scenario's faults do to the answer of one request. */
export interface Disturbance {
  /** Whether some of them change the text of an answer. */
  readonly changes: boolean;
  /** In place of the handler's answer. */
  refusal(): WebAnswer | undefined;
  /** How something behind the service fails; the handler that works with it asks, and refuses. */
  failure<W extends WebFailing>(what: W): Extract<WebFailure, { what: W }> | undefined;
  /**
   * The answer as the faults make it, sent as far as they let it. `write` writes and records an answer of whose body
   * `sent` leaves; it is not called for one of which nothing does.
   */
  send(
    answer: WebAnswer,
    to: ServerResponse<IncomingMessage>,
    clock: Clock,
    write: (to: AnswerSink, answer: WebAnswer, sent: WebAnswer) => void,
  ): Promise<void>;
}

/** For each request, the faults of its answer; undefined for a scenario without any at the web services. */
export function disturbances({
  faults,
}: Pick<ServerContext, 'faults'>): ((exchange: WebExchange) => Disturbance | undefined) | undefined {
  if (!faults.standsAt(webPoints)) return undefined;
  return (exchange) => {
    const { connection, request } = exchange;
    const occasion = { device: connection.device, connection: connection.id };
    const armed = pointsOf(exchange).flatMap((point) => faults.for(point, occasion));
    const operation = request.envelope?.operation?.localName;
    const asked = { path: request.path, query: request.query, operation };
    return armed.length === 0 ? undefined : disturbance(armed, asked);
  };
}

function disturbance(armed: readonly ArmedFault<WebFault>[], asked: WebAsked): Disturbance {
  return {
    changes: armed.some(({ made }) => 'change' in made),
    refusal: () => refusalBy(armed, asked),
    failure: (what) => failureBy(armed, what),
    send: async (answer, response, clock, write) => {
      const { deliveries, reply } = disturbReply(answer, armed, asked);
      const hold = (share: (body: Buffer) => Buffer): HeldAnswer => {
        const sink = new Held();
        if (reply.content) {
          write(sink, reply, reply);
          return { status: sink.status, headers: sink.headers, body: reply.content };
        }
        const body = share(Buffer.from(reply.body ?? ''));
        write(sink, reply, reply.body === undefined ? reply : { ...reply, body });
        return { status: sink.status, headers: sink.headers, body };
      };
      await deliver(deliveries, { response, clock, hold });
    },
  };
}

/** Takes an answer without sending it. */
class Held implements AnswerSink {
  status = 0;
  headers: AnswerHeaders = {};

  writeHead(status: number, headers: AnswerHeaders): void {
    this.status = status;
    this.headers = headers;
  }

  end(): void {}
}
