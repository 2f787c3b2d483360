import { HarnessError } from '../foundation/errors/index.js';
import { type ClearPart, ClearReader } from './clear-reader.js';
import { ServerFlight } from './server-flight.js';

/** An alert of the server in the clear. */
export interface ServerAlert {
  readonly level: string;
  readonly alert: string;
  readonly raw: Buffer;
}

/** Reads what the server sends in the clear: its flight, and its alerts. */
export class ServerRecords {
  readonly flight = new ServerFlight();
  readonly #reader = new ClearReader();
  #readable = true;
  /** The fatal alert it ends with. */
  fatal: ServerAlert | undefined;

  /** What these bytes complete: the whole flight, a warning. */
  push(bytes: Buffer): { readonly flight: boolean; readonly warnings: readonly ServerAlert[] } {
    const before = this.flight.complete;
    const warnings: ServerAlert[] = [];
    for (const part of this.#parts(bytes)) {
      if (part.kind === 'alert') {
        const { level, description: alert, raw } = part;
        if (level === 'fatal') this.fatal = { level, alert, raw };
        else if (alert !== 'close_notify') warnings.push({ level, alert, raw });
      } else this.#see(part);
    }
    return { flight: !before && this.flight.complete, warnings };
  }

  #parts(bytes: Buffer): ClearPart[] {
    return this.#readable ? (this.#careful(() => this.#reader.push(bytes)) ?? []) : [];
  }

  #see(part: ClearPart): void {
    if (this.#readable) this.#careful(() => this.flight.see(part));
  }

  /** What the harness itself sends is TLS, unless a fault spoils it. */
  #careful<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      this.#readable = false;
      return undefined;
    }
  }
}
