import http from 'node:http';
import type { Duplex } from 'node:stream';
import type { ServerContext } from '../../context.js';
import type { UpstreamTarget } from '../../sockets/upstream/index.js';
import type { WebConnection } from '../connection.js';

/**
 * One phone's connection has one to the server behind: NTLM authenticates a connection, and another phone must not come
 * to use it.
 */
export class UpstreamAgent extends http.Agent {
  readonly #context: ServerContext;
  readonly #target: UpstreamTarget;
  readonly #connection: WebConnection;

  constructor(context: ServerContext, target: UpstreamTarget, connection: WebConnection) {
    super({ keepAlive: true, maxSockets: 1, maxFreeSockets: 1 });
    this.#context = context;
    this.#target = target;
    this.#connection = connection;
  }

  override createConnection(_options: unknown, callback?: (error: Error | null, stream: Duplex) => void): undefined {
    const { device, id, service } = this.#connection;
    const recorder = this.#context.journal.recorder(service);
    const caller = { recorder, device, connection: id };
    const dialled = this.#context.upstream?.dial(this.#context, this.#target, service !== 'web', caller);
    // Of an error the stream is not looked at, though the type wants one.
    const failed = callback as ((error: Error) => void) | undefined;
    void dialled?.then(
      (stream) => callback?.(null, stream),
      (error: unknown) => failed?.(error instanceof Error ? error : new Error(String(error))),
    );
  }
}
