import type { SipResponse } from '../../wire/sip/index.js';

/** The response with each header of that name (any case) as `change` gives it; undefined leaves the header out. */
export function changeHeader(
  response: SipResponse,
  name: string,
  change: (value: string) => string | undefined,
): SipResponse {
  let changed = false;
  const headers = response.headers.flatMap((each) => {
    if (each.name.toLowerCase() !== name.toLowerCase()) return [each];
    const value = change(each.value);
    changed ||= value !== each.value;
    return value === undefined ? [] : [{ name: each.name, value }];
  });
  return changed ? { ...response, headers } : response;
}

/** The response with one parameter of every challenge changed. */
export function changeChallenge(
  response: SipResponse,
  parameter: string,
  change: (value: string) => string,
): SipResponse {
  const pattern = new RegExp(`\\b${parameter}="([^"]*)"`, 'gi');
  return changeHeader(response, 'WWW-Authenticate', (challenge) =>
    challenge.replace(pattern, (_, value: string) => `${parameter}="${change(value)}"`),
  );
}
