import type { AlertName } from '../../wire/tls/index.js';

/**
 * What a peer did calls for this fatal alert. Control flow inside the engine only: whatever reads a record or a message throws it,
 * the engine catches it at its border, sends the alert and reports a HarnessError; it never reaches the engine's users.
 */
export class EngineAlert extends Error {
  override readonly name = 'EngineAlert';
  readonly alert: AlertName;
  /** What was wrong and where, for people: `the record of 16 bytes is shorter than its MAC`. */
  readonly detail: string;

  constructor(alert: AlertName, detail: string) {
    super(`${alert}: ${detail}`);
    this.alert = alert;
    this.detail = detail;
  }
}
