import { remembered } from '../../foundation/remembered.js';

/** RFC 3261 25.1 token. */
export const TOKEN = /^[A-Za-z0-9\-.!%*_+`'~]+$/;

/** The text itself if it is a token. For names of headers, of which the same dozen comes with every message. */
export const knownToken: (text: string) => string | undefined = remembered(
  (text) => (TOKEN.test(text) ? text : undefined),
  { entries: 256, longest: 64 },
);
