import type { Endpoint } from './destination.js';
import type { DhcpReply } from './server.js';

/** Whoever answers DHCP on a segment. */
export interface DhcpAnswerer {
  handle(bytes: Buffer, from: Endpoint): readonly DhcpReply[];
}

/** Several servers on one segment: each hears every message, and their answers leave in this order. */
export class DhcpPair implements DhcpAnswerer {
  readonly #servers: readonly DhcpAnswerer[];

  constructor(...servers: readonly DhcpAnswerer[]) {
    this.#servers = servers;
  }

  handle(bytes: Buffer, from: Endpoint): readonly DhcpReply[] {
    return this.#servers.flatMap((server) => server.handle(bytes, from));
  }
}
