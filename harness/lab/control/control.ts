import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { asHarnessError, HarnessError } from '../../foundation/errors/index.js';
import type { Journal } from '../../journal/index.js';
import { type Listener, type ListenPlace, listenTcp } from '../../servers/sockets/index.js';
import type { ControlTarget } from './route.js';
import { routes } from './routes.js';

/** Largest body the control API reads; its requests are a few dozen bytes. */
export const MAX_CONTROL_BODY = 64 * 1024;

/** A control API that listens, and the token it asks for. */
export interface Control {
  readonly listener: Listener;
  readonly token: string;
}

/**
 * HTTP on loopback for the commands that change a running lab. Every request carries `Authorization: Bearer TOKEN`;
 * the token exists in one file of mode 0600 and in this process.
 */
export async function openControl(
  target: ControlTarget,
  journal: Journal,
  place: ListenPlace,
  token = randomBytes(32).toString('hex'),
): Promise<Control> {
  const recorder = journal.recorder('control');
  const server = createServer((request, response) => {
    answer(request, response, target, token).then(
      () =>
        recorder.record('control.request', {
          method: request.method ?? '',
          path: (request.url ?? '').split('?')[0] ?? '',
          status: response.statusCode,
        }),
      () => response.destroy(),
    );
  });
  const listener = await listenTcp(place, (socket) => server.emit('connection', socket));
  return { listener, token };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  target: ControlTarget,
  token: string,
): Promise<void> {
  try {
    if (!carries(request, token)) {
      return send(response, 401, { code: 'CONTROL_TOKEN', sentence: 'The control token is missing or wrong.' });
    }
    const url = new URL(request.url ?? '/', 'http://control');
    const route = routes[`${request.method} ${url.pathname}`];
    if (!route) return send(response, 404, { code: 'CONTROL_UNKNOWN', sentence: 'There is no such control request.' });
    const result = await route(target, { query: url.searchParams, body: await readBody(request) });
    if (result.kind === 'lines') {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      response.end(result.lines.map((line) => `${line}\n`).join(''));
    } else {
      send(response, 200, result.value, result.afterwards);
    }
  } catch (thrown) {
    const error = asHarnessError(thrown);
    send(response, error.exit === 2 ? 400 : 500, { code: error.code, sentence: error.message, action: error.action });
  }
}

function carries(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(request.headers.authorization?.replace(/^Bearer /i, '') ?? '');
  const wanted = Buffer.from(token);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size > MAX_CONTROL_BODY) {
      throw new HarnessError('WIRE_TOO_LARGE', {
        what: 'The control request',
        limit: 'MAX_CONTROL_BODY',
        place: 'body',
      });
    }
    parts.push(part as Buffer);
  }
  if (size === 0) return {};
  try {
    const value: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Falls through to the same answer as a JSON value that is no object.
  }
  throw new HarnessError('WIRE_INVALID', {
    what: 'The control request',
    place: 'body',
    detail: 'it is no JSON object',
  });
}

function send(response: ServerResponse, status: number, value: unknown, afterwards?: () => void): void {
  const body = `${JSON.stringify(value)}\n`;
  // A request may close this very port: nobody is to come back on the connection.
  const head = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), connection: 'close' };
  response.writeHead(status, head);
  response.end(body, () => afterwards?.());
}
