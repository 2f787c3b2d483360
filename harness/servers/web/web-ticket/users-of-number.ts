import type { User } from '../../../deployment/index.js';

/** Fewer digits of a number than this would find half the company. */
const MIN_LAST_DIGITS = 4;

/**
 * The users a typed number can mean. A whole number or extension counts before the last digits of a number; only digits
 * are compared, since a leading plus may be lost on the way (observed in Test-CsPhoneBootstrap).
 */
export function usersOfNumber(users: readonly User[], typed: string): readonly User[] {
  const digits = digitsOf(typed);
  if (digits === '') return [];
  const exact = users.filter((user) => wholeNumbers(user).includes(digits));
  if (exact.length > 0 || digits.length < MIN_LAST_DIGITS) return exact;
  return users.filter((user) => wholeNumbers(user).some((number) => number.endsWith(digits)));
}

const known = new WeakMap<User, readonly string[]>();

/** Extension, E.164 digits, and the digits of an `;ext=`, alone and behind the number; a user never changes. */
function wholeNumbers(user: User): readonly string[] {
  const numbers = known.get(user) ?? numbersOf(user);
  known.set(user, numbers);
  return numbers;
}

function numbersOf(user: User): string[] {
  const [number = '', extension = ''] = user.phoneNumber.split(/;ext=/i);
  const numbers = [user.extension, number, extension, `${number}${extension}`];
  return numbers.map(digitsOf).filter((digits) => digits !== '');
}

function digitsOf(text: string): string {
  return text.replace(/[^0-9]/g, '');
}
