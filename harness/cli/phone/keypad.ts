import { Secret } from '../../foundation/secret.js';
import { accountName, type PhoneAction, type PhoneModel, type TypedCredentials } from '../../phone/index.js';
import { resetCombinations } from '../reset-combinations.js';

/** What came of a line typed at the phone. */
export type Pressed =
  | { readonly kind: 'action'; readonly action: PhoneAction }
  | { readonly kind: 'sign-in'; readonly typed: TypedCredentials }
  | { readonly kind: 'off' }
  /** What the display asks for next, or what there is to press. */
  | { readonly kind: 'told'; readonly text: string };

/** A longer line is none that somebody types at a phone. */
export const MAX_LINE = 256;

/** What is on the display while somebody signs in. */
interface Question {
  readonly text: string;
  /** Undefined where the answer is none; then it is asked again. */
  answer(line: string): Pressed | Question | undefined;
}

/**
 * The keys of a phone, a line at a time. What a real phone of the model does not have is refused; nothing that is typed
 * is kept longer than its question stands.
 */
export class Keypad {
  readonly #model: PhoneModel;
  #asked: Question | undefined;

  constructor(model: PhoneModel) {
    this.#model = model;
  }

  /** What there is to press. */
  get help(): string {
    return keysOf(this.#model);
  }

  press(given: string): Pressed {
    const line = given.slice(0, MAX_LINE).trim();
    const asked = this.#asked;
    if (asked === undefined) return this.#key(line.toLowerCase(), line);
    if (line.toLowerCase() === 'cancel') {
      this.#asked = undefined;
      return told('Cancelled.');
    }
    const next = asked.answer(line);
    if (next === undefined) return told(asked.text);
    return this.#ask(next);
  }

  #key(word: string, line: string): Pressed {
    const [first = '', ...rest] = word.split(/\s+/);
    switch (first) {
      case 'reboot':
      case 'sign-out':
        return { kind: 'action', action: first };
      case 'power':
        return { kind: 'action', action: 'power-cycle' };
      case 'sign-in':
        return this.#signIn();
      case 'hold':
        return this.#hold(rest.join(''));
      case 'off':
        return { kind: 'off' };
      default:
        // A number typed at the sign-in screen begins the sign-in.
        return this.#model.pin && isNumber(line) ? this.#ask(pinFor(line)) : told(keysOf(this.#model));
    }
  }

  #signIn(): Pressed {
    return this.#ask(this.#model.pin ? number : address);
  }

  #hold(keys: string): Pressed {
    const combinations = resetCombinations(this.#model.name);
    const action = Object.hasOwn(combinations, keys) ? combinations[keys] : undefined;
    if (action !== undefined) return { kind: 'action', action };
    const known = Object.keys(combinations).map((each) => `hold ${each}`);
    return told(
      known.length === 0
        ? `The reset keys of a ${this.#model.name} are not known here; it has sign-out and reboot.`
        : `Of a ${this.#model.name} these are known: ${known.join(', ')}.`,
    );
  }

  #ask(next: Pressed | Question): Pressed {
    const isQuestion = 'answer' in next;
    this.#asked = isQuestion ? next : undefined;
    return isQuestion ? told(next.text) : next;
  }
}

const number: Question = {
  text: 'Phone number or extension (cancel to leave):',
  answer: (line) => (isNumber(line) ? pinFor(line) : undefined),
};

function pinFor(digits: string): Question {
  return {
    text: `PIN for ${digits} (it is seen on this terminal; cancel to leave):`,
    answer: (pin) =>
      /^\d{1,24}$/.test(pin)
        ? { kind: 'sign-in', typed: { signIn: 'pin', number: digits, pin: new Secret(pin) } }
        : undefined,
  };
}

const address: Question = {
  text: 'Sign-in address, as alice@contoso.com (cancel to leave):',
  answer: (sipAddress) => (/^[^@\s<>"]+@[A-Za-z0-9.-]+$/.test(sipAddress) ? accountFor(sipAddress) : undefined),
};

function accountFor(sipAddress: string): Question {
  return {
    text: 'User name, as CONTOSO\\alice or alice@contoso.com:',
    answer: (line) => {
      const account = accountName(line, undefined);
      return account.user === '' || (account.domain === '' && !account.user.includes('@'))
        ? undefined
        : passwordFor(sipAddress, account);
    },
  };
}

function passwordFor(sipAddress: string, account: { readonly domain: string; readonly user: string }): Question {
  return {
    text: 'Password (it is seen on this terminal; cancel to leave):',
    answer: (password) =>
      password === ''
        ? undefined
        : { kind: 'sign-in', typed: { signIn: 'typed', sipAddress, ...account, password: new Secret(password) } },
  };
}

function isNumber(line: string): boolean {
  return /^\+?[0-9][0-9 ().-]{0,39}$/.test(line);
}

function told(text: string): Pressed {
  return { kind: 'told', text };
}

function keysOf({ name, pin }: PhoneModel): string {
  const reset = Object.entries(resetCombinations(name)).map(([keys, action]) => `hold ${keys} (${action})`);
  const signIn = pin ? 'sign-in, or a number' : 'sign-in';
  return `Keys, each with Enter: ${[signIn, 'sign-out', 'reboot', 'power', ...reset, 'off'].join(', ')}.`;
}
