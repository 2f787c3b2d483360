/**
 * One check, broken on purpose. Files in this folder named `*.mutants.ts` export `mutants: Mutant[]`;
 * `npm run mutants` applies each alone to a copy of the compiled tree and expects the named tests to fail.
 */
export interface Mutant {
  /** What no longer holds, as a sentence: "a wrong SIP signature is accepted". */
  readonly name: string;
  /** Compiled file below dist/, e.g. `harness/authentication/sip-signature/verify.js`. */
  readonly file: string;
  /** Text that occurs exactly once in that compiled file. */
  readonly find: string;
  readonly replace: string;
  /** Compiled test files below dist/ of which at least one must fail. */
  readonly tests: readonly string[];
}
