/** Parts of an image whose arrival is told. */
const PARTS = 4;

/** Tells of a download each time another quarter of it has come. */
export class Progress {
  readonly #tell: (bytes: number, total: number) => void;
  #told: number | undefined;

  constructor(tell: (bytes: number, total: number) => void) {
    this.#tell = tell;
  }

  reached(bytes: number, total: number): void {
    if (total <= 0) return;
    const part = Math.floor((bytes * PARTS) / total);
    if (this.#told !== undefined && part > this.#told && part < PARTS) this.#tell(bytes, total);
    this.#told = Math.max(part, this.#told ?? 0);
  }
}
