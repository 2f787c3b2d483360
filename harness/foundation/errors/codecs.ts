import { entries } from './entry.js';

export const codecsErrors = entries({
  WIRE_TRUNCATED: {
    sentence: '{what} ends after {length} bytes, inside {place}.',
    action: 'Send the whole message; compare its length fields with the bytes that follow them.',
    exit: 2,
  },
  WIRE_TOO_LARGE: {
    sentence: '{what} is larger than {limit} allows ({place}).',
    action: 'Send a smaller message, or split it as the protocol provides.',
    exit: 2,
  },
  WIRE_INVALID: {
    sentence: '{what} is not valid at {place}: {detail}.',
    action: 'Correct the field named here; the reference section of that protocol gives its form.',
    exit: 2,
  },
});
