import { randomUUID } from 'node:crypto';
import { host } from '../../deployment/index.js';
import type { ServerContext } from '../context.js';
import type { AnswerHeaders, AnswerSink } from './disturbance/index.js';
import type { WebAnswer, WebRequest } from './exchange.js';

/** Sends the answer with the headers a Lync web server gives (observed); returns all headers sent. */
export function writeAnswer(
  response: AnswerSink,
  answer: WebAnswer,
  about: {
    readonly context: ServerContext;
    readonly correlation: number;
    readonly request: WebRequest;
    readonly host: 'web' | 'exchange';
  },
): AnswerHeaders {
  const { context, correlation, request } = about;
  const body = writable(answer.body ?? '');
  const asked = request.headers['client-request-id'];
  const headers: Record<string, string | string[]> = answer.passedOn
    ? passedOn(answer, body.length)
    : {
        'Cache-Control': 'private',
        'Content-Length': String(answer.content?.length ?? body.length),
        ...(answer.contentType !== undefined && { 'Content-Type': answer.contentType }),
        ...answer.headers,
        'X-MS-Server-Fqdn': host(context.deployment, about.host).fqdn,
        'X-MS-Correlation-Id': String(correlation),
        'client-request-id': (typeof asked === 'string' ? asked : asked?.[0]) ?? randomUUID(),
        'X-Content-Type-Options': 'nosniff',
        // The scenario's date, not the machine's: a phone may look at it.
        Date: context.clock.now().toUTCString(),
        ...(answer.close && { Connection: 'close' }),
      };
  response.writeHead(answer.status, headers);
  // Whoever sends a long one goes on piece by piece.
  if (!answer.content) response.end(body, 'latin1');
  return headers;
}

/** Text of one byte a character stays text: Node sends it in one piece with the head. */
function writable(body: string | Buffer): string | Buffer {
  return typeof body === 'string' && Buffer.byteLength(body) !== body.length ? Buffer.from(body) : body;
}

/** As the server behind wrote them, with the length of what is sent now; an answer without a body keeps the length it told of. */
function passedOn({ body, close, content, contentType, headers = {} }: WebAnswer, bytes: number) {
  const bodiless = body === undefined && content === undefined;
  const kept = Object.entries(headers).filter(([name]) => bodiless || !/^content-length$/i.test(name));
  return {
    ...Object.fromEntries(kept),
    ...(contentType !== undefined && { 'Content-Type': contentType }),
    ...(!bodiless && { 'Content-Length': String(content?.length ?? bytes) }),
    ...(close && { Connection: 'close' }),
  };
}
