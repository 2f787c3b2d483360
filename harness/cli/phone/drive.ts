import { asHarnessError } from '../../foundation/errors/index.js';
import { act, type EmulatedPhone } from '../../phone/index.js';
import type { Keypad, Pressed } from './keypad.js';

/** As good as for ever: a year, longer than any certificate of a phone's user. */
export const LONGEST_STAY_MS = 366 * 86_400_000;
/** Keys that wait while the phone is busy; more than somebody presses by accident. */
export const MAX_WAITING_KEYS = 20;

/** Lines somebody types, one after the other. */
export class KeyLines {
  readonly #waiting: string[] = [];
  #touched = new AbortController();

  /** False: too many wait already. */
  add(line: string): boolean {
    if (this.#waiting.length >= MAX_WAITING_KEYS) return false;
    this.#waiting.push(line);
    this.#touched.abort();
    return true;
  }

  take(): string | undefined {
    return this.#waiting.shift();
  }

  /** Aborted with the next line, or at once where one waits. */
  get touched(): AbortSignal {
    if (this.#waiting.length === 0 && this.#touched.signal.aborted) this.#touched = new AbortController();
    return this.#touched.signal;
  }
}

export interface Driving {
  readonly keys: KeyLines;
  readonly keypad: Keypad;
  /** Ctrl-C. */
  readonly interrupt: AbortSignal;
  tell(text: string): void;
}

/** The phone stays on, signed in or not, and does what somebody presses, until `off`. @throws the reason of `interrupt` */
export async function drive(phone: EmulatedPhone, { interrupt, keypad, keys, tell }: Driving): Promise<void> {
  for (;;) {
    interrupt.throwIfAborted();
    const line = keys.take();
    if (line === undefined) {
      const { touched } = keys;
      if (phone.state.outcome === 'signed-in') await phone.stay(LONGEST_STAY_MS, interrupt, touched);
      else await either(touched, interrupt);
      continue;
    }
    const pressed = keypad.press(line);
    if (pressed.kind === 'off') return;
    if (pressed.kind === 'told') tell(pressed.text);
    else await carryOut(phone, pressed, { interrupt, tell });
  }
}

/** That it cannot be is told, and the phone is as it is. */
async function carryOut(
  phone: EmulatedPhone,
  pressed: Exclude<Pressed, { readonly kind: 'off' | 'told' }>,
  { interrupt, tell }: Pick<Driving, 'interrupt' | 'tell'>,
): Promise<void> {
  try {
    if (pressed.kind === 'action') await act(phone, pressed.action, interrupt);
    else await phone.signInWith(pressed.typed, interrupt);
  } catch (error) {
    interrupt.throwIfAborted();
    tell(asHarnessError(error).message);
  }
}

function either(...signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of signals) {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    }
  });
}
