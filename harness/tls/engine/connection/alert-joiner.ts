import { parseAlert } from '../../../wire/tls/index.js';
import { EngineAlert } from '../engine-alert.js';

const ALERT_LENGTH = 2;

/** An alert of the peer, by its RFC name or `alert 200`. */
export interface PeerAlert {
  readonly fatal: boolean;
  readonly description: string;
}

/** Puts alerts together from records: several may share one, and one may be cut over two (RFC 2246 6.2.1). */
export class AlertJoiner {
  #held: Buffer = Buffer.alloc(0);

  get pending(): number {
    return this.#held.length;
  }

  push(fragment: Buffer): void {
    this.#held = Buffer.concat([this.#held, fragment]);
  }

  /** The next whole alert. Throws EngineAlert illegal_parameter for a level that is neither warning nor fatal. */
  next(): PeerAlert | undefined {
    if (this.#held.length < ALERT_LENGTH) return undefined;
    const { level, description } = parseAlert(this.#held.subarray(0, ALERT_LENGTH));
    this.#held = this.#held.subarray(ALERT_LENGTH);
    if (level !== 'warning' && level !== 'fatal') {
      throw new EngineAlert(
        'illegal_parameter',
        `the alert ${description} has the level ${level.replace('level ', '')}`,
      );
    }
    return { fatal: level === 'fatal', description };
  }
}
