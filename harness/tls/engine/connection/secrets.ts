import { type DirectionKeys, exporter, keyBlock, keyLogLine, masterSecret, verifyData } from '../key-block.js';
import type { EngineSuite } from '../suite.js';

/** The two random values of a handshake, 32 bytes each. */
export interface HelloRandoms {
  readonly client: Buffer;
  readonly server: Buffer;
}

/** The master secret of one connection and what comes of it. */
export class ConnectionSecrets {
  readonly suite: EngineSuite;
  readonly master: Buffer;
  readonly #randoms: HelloRandoms;
  #keys: { client: DirectionKeys; server: DirectionKeys } | undefined;

  constructor(suite: EngineSuite, master: Buffer, randoms: HelloRandoms) {
    this.suite = suite;
    this.master = master;
    this.#randoms = randoms;
  }

  static ofPremaster(suite: EngineSuite, premaster: Buffer, randoms: HelloRandoms): ConnectionSecrets {
    return new ConnectionSecrets(suite, masterSecret(premaster, randoms.client, randoms.server), randoms);
  }

  get keys(): { client: DirectionKeys; server: DirectionKeys } {
    this.#keys ??= keyBlock(this.suite, this.master, this.#randoms.client, this.#randoms.server);
    return this.#keys;
  }

  verifyData(side: 'client' | 'server', transcriptDigest: Buffer): Buffer {
    return verifyData(this.master, side, transcriptDigest);
  }

  export(label: string, length: number): Buffer {
    return exporter(this.master, this.#randoms.client, this.#randoms.server, label, length);
  }

  get keyLogLine(): string {
    return keyLogLine(this.#randoms.client, this.master);
  }
}
