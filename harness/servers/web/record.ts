import type { IncomingMessage } from 'node:http';
import type { Recorder } from '../../journal/index.js';
import type { ServerContext } from '../context.js';
import type { WebConnection } from './connection.js';
import type { AnswerHeaders } from './disturbance/index.js';
import type { WebAnswer, WebRequest } from './exchange.js';
import { recordable, recordPassedOn } from './forward/record-answer.js';
import { recordedMessage } from './recorded-message.js';
import { WebSecrets } from './secrets.js';

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
    { device: connection.device, connection: connection.id, raw: () => secrets.request(requestHead(message), request) },
  );
}

/** The answer as an event, as it is about to be sent. */
export function recordResponse(
  recording: Recording,
  request: Pick<WebRequest, 'path' | 'envelope'>,
  answer: WebAnswer,
  headers: AnswerHeaders,
): void {
  const { recorder, connection, secrets } = recording;
  const operation = request.envelope?.operation?.localName;
  let head = `HTTP/1.1 ${answer.status}\r\n`;
  for (const name in headers) head += headerLines(name, headers[name]);
  const { body = '' } = answer;
  if (answer.passedOn) {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    const left = { bytes, head: Buffer.from(`${head}\r\n`, 'latin1'), headers, operation };
    recordDisturbed(recording, request.path, answer, left);
    return;
  }
  const raw = () => secrets.response(recordedMessage(`${head}\r\n`, body));
  recorder.record(
    'web.response',
    {
      status: answer.status,
      path: secrets.text(request.path),
      ...(operation !== undefined && { operation }),
      ...(answer.content && { cut: true as const }),
    },
    { device: connection.device, connection: connection.id, raw },
  );
}

/** What faults left of an answer of the server behind, kept as what that server says. */
function recordDisturbed(
  { connection, recorder, secrets }: Recording,
  path: string,
  { content, status }: WebAnswer,
  left: {
    readonly bytes: Buffer;
    readonly head: Buffer;
    readonly headers: AnswerHeaders;
    readonly operation: string | undefined;
  },
): void {
  const { bytes, headers, ...more } = left;
  const named = Object.entries(headers).find(([name]) => /^content-encoding$/i.test(name));
  const [encoding] = [named?.[1]].flat();
  const passed = { kept: bytes, bytes: content?.length ?? bytes.length };
  const caller = { recorder, connection: connection.id, device: connection.device };
  const recorded = { caller, secrets, path: secrets.text(path), status, encoding, ...passed, ...more };
  recordPassedOn(recorded, recordable(recorded));
}

/** A request that cannot be answered by any service as it is: too large, or its client went away. */
export function recordPartialRequest(
  { recorder, connection, secrets }: Recording,
  { headers, method, path }: Pick<WebRequest, 'headers' | 'method' | 'path'>,
  partial: Buffer,
  problem: 'oversized' | 'cut-off' | 'upgrade',
): void {
  const label = secrets.text(`${method}-${path}`);
  const capture =
    partial.length > 0 ? recorder.capture(label, secrets.bytes(partial, headers['content-encoding'])) : undefined;
  recorder.record(
    'web.unknown-request',
    { method, path: secrets.text(path), problem, ...(capture !== undefined && { capture }) },
    { device: connection.device, connection: connection.id },
  );
}

/** Bytes that are not HTTP, or over its limits. */
export function recordBrokenRequest(
  context: ServerContext,
  connection: WebConnection,
  bytes: Buffer | undefined,
): void {
  const recorder = context.journal.recorder(connection.service);
  const secrets = new WebSecrets(context.deployment, context.upstream !== undefined);
  const capture = bytes && recorder.capture('not-http', secrets.bytes(bytes));
  recorder.record(
    'web.unknown-request',
    { method: '', path: '', problem: 'not-http', ...(capture !== undefined && { capture }) },
    { device: connection.device, connection: connection.id },
  );
}

/** CONNECT: the address asked for stands in place of a path, and nothing answers it. */
export function recordConnect(
  context: ServerContext,
  connection: WebConnection,
  message: IncomingMessage,
  head: Buffer,
): void {
  const recording = {
    ...{ connection, secrets: new WebSecrets(context.deployment, context.upstream !== undefined) },
    recorder: context.journal.recorder(connection.service),
  };
  const { headers, method = '', url: path = '' } = message;
  const nothing = {
    query: '',
    headers,
    body: Buffer.alloc(0),
    document: undefined,
    notXml: undefined,
    envelope: undefined,
    credential: undefined,
  };
  recordRequest(recording, message, { method, path, ...nothing });
  recordPartialRequest(recording, { method, path, headers: {} }, head, 'upgrade');
}

function headerLines(name: string, value: string | string[] | undefined): string {
  if (typeof value !== 'object') return `${name}: ${value}\r\n`;
  return value.map((each) => `${name}: ${each}\r\n`).join('');
}

function requestHead(message: IncomingMessage): string {
  let head = `${message.method} ${message.url} HTTP/${message.httpVersion}\r\n`;
  const { rawHeaders } = message;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) head += `${rawHeaders[at]}: ${rawHeaders[at + 1]}\r\n`;
  return `${head}\r\n`;
}
