import type { Duplex } from 'node:stream';
import type { HostName } from '../../deployment/index.js';
import { type SipHeader, WrittenHeader } from '../../wire/sip/index.js';
import type { ServerContext } from '../context.js';
import { Answerer } from './answer.js';
import { linkOf } from './connection/link.js';
import type { FrontEndConnection } from './connection/place.js';
import { SipConnection } from './connection/sip-connection.js';
import { type FrontEndCore, frontEndCore } from './core.js';
import { ClientFacts } from './facts.js';
import { idleTimeoutMs } from './limits.js';
import type { Registrar } from './register/registrar.js';
import type { SipService } from './sip-service.js';

export interface FrontEndOptions {
  /** Clock milliseconds of silence after which a connection is closed. */
  readonly idleTimeoutMs?: number;
  /** Whose Registrar this is; `front-end` by default. */
  readonly host?: HostName;
}

/** The Front End's SIP service: a Registrar for clients on decrypted streams. Knows nothing of sockets. */
export class FrontEnd implements SipService {
  readonly #answerer: Answerer;
  readonly #core: FrontEndCore;
  readonly #context: ServerContext;
  readonly #options: FrontEndOptions;
  readonly #streams = new Set<Duplex>();
  readonly #server: SipHeader;
  #connections = 0;

  constructor(context: ServerContext, options: FrontEndOptions = {}) {
    this.#context = context;
    this.#options = options;
    this.#server = new WrittenHeader('Server', context.deployment.frontEnd.server);
    this.#core = frontEndCore(context, options.host ?? 'front-end');
    this.#answerer = new Answerer(this.#core);
  }

  /** What an administrator can do to the registered users. */
  get registrar(): Registrar {
    return this.#core.registrar;
  }

  handle(stream: Duplex, connection: FrontEndConnection): void {
    const { keepAliveSeconds } = this.#context.deployment.frontEnd;
    const link = linkOf(connection, ++this.#connections, this.#server);
    const facts = new ClientFacts(link);
    const served = new SipConnection({
      stream,
      link,
      clock: this.#context.clock,
      recorder: this.#core.recorder,
      idleTimeoutMs: this.#options.idleTimeoutMs ?? idleTimeoutMs(keepAliveSeconds),
      answer: (request, likeness) => this.#answerer.answer(request, link, facts.of(request, likeness)),
      answered: (response) => this.#core.requests.take(response, link),
    });
    this.#core.links.open(link.id, (message) => served.transmit(message));
    this.#streams.add(stream);
    stream.on('close', () => {
      this.#streams.delete(stream);
      this.#core.links.closed(link.id);
    });
    served.serve();
  }

  /** Hang up on everybody: the server is going down. */
  close(): void {
    for (const stream of this.#streams) stream.destroy();
  }
}
