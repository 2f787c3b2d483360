import type { Duplex } from 'node:stream';
import { host } from '../../deployment/index.js';
import type { ServerContext } from '../context.js';
import { linkOf } from './connection/link.js';
import type { FrontEndConnection } from './connection/place.js';
import { SipConnection } from './connection/sip-connection.js';
import type { FrontEnd } from './front-end.js';
import { idleTimeoutMs } from './limits.js';
import { unanswered } from './methods/index.js';
import { undisturbed } from './outcome.js';
import { nextHopDown, refusalReply } from './refusals.js';
import { responseTo } from './response.js';
import type { SipService } from './sip-service.js';

/**
 * The Edge: clients outside connect to it, and it passes what they say to the Front End behind it. Here the Front End
 * serves them itself and is told which way they came; while it is down the Edge answers 504 (inferred).
 */
export class Edge implements SipService {
  readonly #context: ServerContext;
  readonly #nextHop: () => FrontEnd | undefined;
  #connections = 0;

  constructor(context: ServerContext, nextHop: () => FrontEnd | undefined) {
    this.#context = context;
    this.#nextHop = nextHop;
  }

  handle(stream: Duplex, connection: FrontEndConnection): void {
    const nextHop = this.#nextHop();
    if (nextHop) nextHop.handle(stream, { ...connection, through: 'edge' });
    else this.#refuse(stream, connection);
  }

  #refuse(stream: Duplex, connection: FrontEndConnection): void {
    const { clock, deployment, journal } = this.#context;
    const { keepAliveSeconds, server } = deployment.frontEnd;
    const link = linkOf(connection, ++this.#connections, { name: 'Server', value: server });
    const reply = refusalReply(nextHopDown, host(deployment, 'edge').fqdn);
    new SipConnection({
      ...{ stream, link, clock },
      recorder: journal.recorder('front-end'),
      idleTimeoutMs: idleTimeoutMs(keepAliveSeconds),
      answer: async (request) =>
        unanswered.has(request.method) ? undefined : undisturbed(responseTo(request, link, reply)),
      answered: () => false,
    }).serve();
  }
}
