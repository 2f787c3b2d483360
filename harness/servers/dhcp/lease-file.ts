import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { HarnessError } from '../../foundation/errors/index.js';
import { formatMac, parseMac } from '../../wire/dhcp/index.js';
import { type KeptBinding, MAX_BINDINGS } from './leases.js';

/** A file larger than this is refused: every binding there may be, rewritten a few times since the last start. */
export const MAX_LEASE_FILE_BYTES = 64 * 1024 * 1024;

/** Leases that outlive the process: a line of JSON each, the last one of an address counts. */
export class LeaseFile {
  readonly #file: string;
  /** Open while leases are kept: opening it for every lease would cost three times the writing. */
  #handle: number | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  /**
   * What is kept, and the file made small again: one line an address. A line that is no binding is left out, for a crash may
   * cut the last one. Throws FILE_UNREADABLE, FILE_UNWRITABLE.
   */
  load(): KeptBinding[] {
    const latest = new Map<string, KeptBinding>();
    for (const line of this.#lines()) {
      const binding = bindingIn(line);
      if (!binding) continue;
      latest.delete(binding.address);
      if (latest.size < MAX_BINDINGS) latest.set(binding.address, binding);
    }
    const kept = [...latest.values()];
    // What is open is the file as it was before.
    this.close();
    this.#attempt(() => {
      mkdirSync(dirname(this.#file), { recursive: true });
      const written = `${this.#file}.new`;
      writeFileSync(written, kept.map((binding) => `${JSON.stringify(binding)}\n`).join(''), { mode: 0o600 });
      renameSync(written, this.#file);
    });
    return kept;
  }

  /** Throws FILE_UNWRITABLE. */
  append(binding: KeptBinding): void {
    this.#attempt(() => {
      this.#handle ??= openSync(this.#file, 'a', 0o600);
      writeSync(this.#handle, `${JSON.stringify(binding)}\n`);
    });
  }

  close(): void {
    if (this.#handle !== undefined) closeSync(this.#handle);
    this.#handle = undefined;
  }

  #lines(): string[] {
    if (!existsSync(this.#file)) return [];
    try {
      const text = readFileSync(this.#file, 'utf8');
      if (text.length > MAX_LEASE_FILE_BYTES) throw new Error(`it is larger than ${MAX_LEASE_FILE_BYTES} bytes`);
      return text.split('\n');
    } catch (error) {
      const detail = (error as Error).message;
      throw new HarnessError('FILE_UNREADABLE', { file: this.#file, detail }, { cause: error });
    }
  }

  #attempt(write: () => void): void {
    try {
      write();
    } catch (error) {
      const detail = (error as Error).message;
      throw new HarnessError('FILE_UNWRITABLE', { file: this.#file, detail }, { cause: error });
    }
  }
}

function bindingIn(line: string): KeptBinding | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null) return undefined;
    const { address, client, mac, state, until } = value as Record<string, unknown>;
    if (typeof address !== 'string' || !/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return undefined;
    if (typeof client !== 'string' || client.length > 600 || typeof mac !== 'string') return undefined;
    if (state !== 'leased' && state !== 'released' && state !== 'declined') return undefined;
    if (until !== undefined && (typeof until !== 'string' || Number.isNaN(Date.parse(until)))) return undefined;
    return { address, client, mac: formatMac(parseMac(mac)), state, ...(until !== undefined && { until }) };
  } catch {
    return undefined;
  }
}
