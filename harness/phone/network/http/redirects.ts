import type { HttpAnswer } from './http-answer.js';

/**
 * Where a phone lets a web server send it. `none`: nowhere. `same-host`: to the same name, and never from https to http.
 * `https`: to any name by https. `any`: wherever it is sent, its credentials in plain text included.
 */
export const redirectPolicies = ['none', 'same-host', 'https', 'any'] as const;
export type RedirectPolicy = (typeof redirectPolicies)[number];

/** Redirects followed for one request; a loop ends here (RFC 9110 15.4 wants loops noticed; five: RFC 2068). */
export const MAX_REDIRECTS = 5;

const statuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Where an answer sends to; undefined for one that sends nowhere, or to no URL of http or https. */
export function redirectTarget({ header, status }: Pick<HttpAnswer, 'header' | 'status'>, from: URL): URL | undefined {
  const [location] = header('location');
  if (!statuses.has(status) || location === undefined) return undefined;
  try {
    const to = new URL(location, from);
    return to.protocol === 'http:' || to.protocol === 'https:' ? to : undefined;
  } catch {
    return undefined;
  }
}

export function allows(policy: RedirectPolicy, from: URL, to: URL): boolean {
  if (policy === 'none' || policy === 'any') return policy === 'any';
  if (policy === 'https') return to.protocol === 'https:';
  return to.hostname === from.hostname && (to.protocol === 'https:' || from.protocol === 'http:');
}
