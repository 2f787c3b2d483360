import type { IncomingMessage } from 'node:http';
import type { Recorder } from '../../journal/index.js';
import type { ServerContext } from '../context.js';
import type { WebConnection } from './connection.js';
import type { WebAnswer, WebRequest } from './exchange.js';
import type { WebSecrets } from './secrets.js';

/** What every event of one connection's exchanges needs. */
export interface Recording {
  readonly recorder: Recorder;
  readonly connection: WebConnection;
  readonly secrets: WebSecrets;
}

/** The request as an event. */
export function recordRequest(recording: Recording, message: IncomingMessage, request: WebRequest): void {
  const { recorder, connection, secrets } = recording;
  const { headers } = request;
  const soapAction = [headers.soapaction].flat()[0]?.replace(/^"(.*)"$/, '$1');
  const operation = request.envelope?.operation?.localName;
  recorder.record(
    'web.request',
    {
      method: request.method,
      path: secrets.text(request.path),
      ...(headers.host !== undefined && { host: headers.host }),
      ...(headers['user-agent'] !== undefined && { userAgent: headers['user-agent'] }),
      ...(soapAction !== undefined && { soapAction }),
      ...(operation !== undefined && { operation }),
    },
    { device: connection.device, connection: connection.id, raw: secrets.request(requestHead(message), request) },
  );
}

/** The answer as an event, as it is about to be sent. */
export function recordResponse(
  recording: Recording,
  request: Pick<WebRequest, 'path' | 'envelope'>,
  answer: WebAnswer,
  headers: Readonly<Record<string, string>>,
): void {
  const { recorder, connection, secrets } = recording;
  const operation = request.envelope?.operation?.localName;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = Buffer.from(`HTTP/1.1 ${answer.status}\r\n${lines.join('')}\r\n`, 'latin1');
  const raw = secrets.response(Buffer.concat([head, Buffer.from(answer.body ?? '')]));
  recorder.record(
    'web.response',
    { status: answer.status, path: secrets.text(request.path), ...(operation !== undefined && { operation }) },
    { device: connection.device, connection: connection.id, raw },
  );
}

/** Bytes that are not HTTP, or over its limits. */
export function recordBrokenRequest(
  context: ServerContext,
  connection: WebConnection,
  bytes: Buffer | undefined,
): void {
  const recorder = context.journal.recorder(connection.service);
  const capture = bytes && recorder.capture('not-http', bytes);
  recorder.record(
    'web.unknown-request',
    { method: '', path: '', ...(capture !== undefined && { capture }) },
    { device: connection.device, connection: connection.id },
  );
}

function requestHead(message: IncomingMessage): Buffer {
  const lines = [`${message.method} ${message.url} HTTP/${message.httpVersion}`];
  for (let at = 0; at + 1 < message.rawHeaders.length; at += 2) {
    lines.push(`${message.rawHeaders[at]}: ${message.rawHeaders[at + 1]}`);
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}
