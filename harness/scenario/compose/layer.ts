import type { Path } from '../document.js';

/** A place in a file, from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One piece of what is merged, and where it is written. */
export interface Layer {
  /** As written, nulls that take keys away included. */
  readonly value: Readonly<Record<string, unknown>>;
  /** Paths of what was wrong and is left out. */
  readonly lost?: readonly Path[];
  /** A piece that could not be read: nobody knows what would be in it. */
  readonly unread?: true;
  /** Place of the value at the path, or of the nearest above it. */
  place(path: Path): Place;
}
