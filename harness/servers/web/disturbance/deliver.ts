import type { ServerResponse } from 'node:http';
import type { DisturbedReply, WebContent } from '../../../faults/index.js';
import type { Clock } from '../../../foundation/clock/index.js';
import { resetStream } from '../../sockets/index.js';
import { sendContent, writeContent } from '../send-content.js';

export type AnswerHeaders = Readonly<Record<string, string | string[]>>;

/** Where an answer is written to: a response, or what holds it back. */
export interface AnswerSink {
  writeHead(status: number, headers: AnswerHeaders): unknown;
  /** The encoding is that of a text. */
  end(body: string | Buffer, encoding: 'latin1'): unknown;
}

/** An answer as it would have been written. */
export interface HeldAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: Buffer | WebContent;
}

export interface DeliveryParts {
  readonly response: ServerResponse;
  readonly clock: Clock;
  /** The whole answer; called once, when some of it leaves, with the part of its body that does, where it is held whole. */
  hold(share: (body: Buffer) => Buffer): HeldAnswer;
}

/** Does to an answer what the scenario's faults ask for, and ends it. Rejects when the client is gone meanwhile. */
export async function deliver(deliveries: DisturbedReply['deliveries'], parts: DeliveryParts): Promise<void> {
  const { response, clock } = parts;
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  let pace: { readonly pieceBytes: number; readonly pauseMs: number } | undefined;
  for (const { delivery, fired } of deliveries) {
    fired();
    if (delivery.do === 'delay') await clock.sleep(delivery.ms, gone.signal);
    else if (delivery.do === 'slow') pace = delivery;
    else return await cutOff(parts, delivery);
  }
  const { body, headers, status } = parts.hold((whole) => whole);
  response.writeHead(status, headers);
  if (!Buffer.isBuffer(body)) await sendContent(response, body, pace && { ...pace, clock });
  else if (pace) {
    response.flushHeaders();
    for (let at = 0; at < body.length; at += pace.pieceBytes) {
      await clock.sleep(pace.pauseMs, gone.signal);
      response.write(body.subarray(at, at + pace.pieceBytes));
    }
    response.end();
  } else response.end(body);
}

type Cut = Extract<DisturbedReply['deliveries'][number]['delivery'], { do: 'cut' }>;

async function cutOff({ hold, response }: DeliveryParts, { after, end }: Cut): Promise<void> {
  const { socket } = response;
  if (after !== 'nothing') {
    const shareOf = (length: number) => shared(after, length);
    const { body, headers, status } = hold((whole) => whole.subarray(0, shareOf(whole.length)));
    response.writeHead(status, headers);
    response.flushHeaders();
    // A reset overtakes what was not handed to the system yet.
    if (!Buffer.isBuffer(body)) await writeContent(response, body, { until: shareOf(body.length) });
    else if (body.length > 0) await new Promise<void>((written) => response.write(body, () => written()));
  }
  if (end === 'close') socket?.end();
  else if (end === 'reset' && socket) resetStream(socket);
}

function shared(after: Exclude<Cut['after'], 'nothing'>, length: number): number {
  if (after === 'headers') return 0;
  return after === 'half' ? Math.floor(length / 2) : Math.min(after, length);
}
