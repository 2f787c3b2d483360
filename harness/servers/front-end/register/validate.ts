import { header, headerValues, listValues } from '../../../wire/sip/index.js';
import type { Fact } from '../facts.js';
import { eventNotRegistration, gruuMissing, type Refusal } from '../refusals.js';

/** The checks of MS-SIPREGE 3.1.2.5.1 on a REGISTER's Event and Supported; the first that fails. */
export const registerRefusal: Fact<{ readonly refusal: Refusal; readonly problem: string } | undefined> = (said) => {
  const event = header(said, 'Event');
  if (event !== undefined && event !== 'registration' && packageOf(event) !== 'registration') {
    return { refusal: eventNotRegistration, problem: 'event-not-registration' };
  }
  const supported = headerValues(said, 'Supported').map(tokensOf);
  const supports = (token: string) => supported.some((tokens) => tokens.has(token));
  if (supports('msrtc-event-categories') && !supports('gruu-10')) {
    return { refusal: gruuMissing, problem: 'gruu-missing' };
  }
  return undefined;
};

function packageOf(event: string): string {
  return event.replace(/;.*$/s, '').trim().toLowerCase();
}

function tokensOf(supported: string): ReadonlySet<string> {
  return new Set(listValues(supported).map((token) => token.toLowerCase()));
}
