import type { Socket } from 'node:net';
import { type Listener, type ListenPlace, listenTcp } from '../sockets/index.js';
import { MAX_DNS_QUERY } from './query.js';
import type { DnsServer } from './server.js';

/** Queries one connection may send; a resolver keeps one open, but not for ever. */
export const MAX_QUERIES_PER_CONNECTION = 1_000;
/** Real milliseconds a peer has for its next whole query; within what RFC 7766 (section 6.2.3) asks of a server. */
export const IDLE_MS = 30_000;

export interface TcpLimits {
  readonly idleMs?: number;
  readonly queries?: number;
}

/** Answer name queries over TCP, any number on a connection (RFC 7766), each behind two bytes of length. */
export function listenDnsTcp(server: DnsServer, place: ListenPlace, limits: TcpLimits = {}): Promise<Listener> {
  return listenTcp(place, (socket) => serve(server, socket, limits));
}

function serve(server: DnsServer, socket: Socket, limits: TcpLimits): void {
  const from = { address: socket.remoteAddress ?? '' };
  let waiting: Buffer = Buffer.alloc(0);
  let queriesLeft = limits.queries ?? MAX_QUERIES_PER_CONNECTION;
  let unanswered = 0;
  // A guard against real peers that stall, not a protocol wait: the scenario's clock may skip, this must not.
  const idle = setTimeout(() => socket.destroy(), limits.idleMs ?? IDLE_MS);
  socket.once('close', () => clearTimeout(idle));
  /** Answers come when they are ready, not in the order of the questions (RFC 7766, section 7). */
  const answer = (response: Buffer) => {
    unanswered -= 1;
    if (!socket.writable) return;
    const size = Buffer.alloc(2);
    size.writeUInt16BE(response.length);
    socket.write(Buffer.concat([size, response]));
    finish();
  };
  const finish = () => {
    if (queriesLeft === 0 && unanswered === 0) socket.end();
  };
  socket.on('data', (chunk: Buffer) => {
    if (queriesLeft === 0) return;
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    while (waiting.length >= 2) {
      const length = waiting.readUInt16BE(0);
      if (length > MAX_DNS_QUERY) return void socket.destroy();
      if (waiting.length < 2 + length) return;
      const query = waiting.subarray(2, 2 + length);
      waiting = waiting.subarray(2 + length);
      queriesLeft -= 1;
      unanswered += 1;
      // Who sends no query over TCP is no resolver; without an answer it would wait for one.
      if (!server.serve(query, 'tcp', from, answer)) return void socket.destroy();
      idle.refresh();
      if (queriesLeft === 0) return finish();
    }
  });
}
