import { HarnessError } from '../foundation/errors/index.js';
import { ClearReader } from './clear-reader.js';
import { ServerFlight } from './server-flight.js';

/** Reads what the server sends in the clear: its flight, and the alert it ends with. */
export class ServerRecords {
  readonly flight = new ServerFlight();
  readonly #reader = new ClearReader();
  #readable = true;
  /** The last alert sent in the clear. */
  alert: { readonly level: string; readonly alert: string; readonly raw: Buffer } | undefined;

  /** True when these bytes complete the flight. */
  push(bytes: Buffer): boolean {
    if (!this.#readable) return false;
    const before = this.flight.complete;
    try {
      for (const part of this.#reader.push(bytes)) {
        if (part.kind === 'alert') this.alert = { level: part.level, alert: part.description, raw: part.raw };
        else this.flight.see(part);
      }
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      this.#readable = false;
    }
    return !before && this.flight.complete;
  }
}
