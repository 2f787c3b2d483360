import type fc from 'fast-check';

/** One thing to fuzz. Files in this folder named `*.fuzz.ts` export `targets: FuzzTarget[]`; `npm run fuzz` finds them. */
export interface FuzzTarget {
  readonly name: string;
  /** Throws or rejects when the code under test breaks its promise. */
  readonly property: fc.IRawProperty<unknown>;
}
