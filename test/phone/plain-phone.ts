import type { ExecutionContext } from 'ava';
import { type Setting, signedIn } from './phone-with.js';
import type { RegistrarOptions } from './registrar.js';

/** Waits are skipped: these tests are about time. */
export const skip = { waits: 'skip' } as const;

/** What a registrar without event packages grants: the tests are about registering. */
export function grant(
  seconds: number,
  ...more: { name: string; value: string }[]
): NonNullable<RegistrarOptions['answer']> {
  return (_, response) => {
    const others = response.headers.filter(({ name }) => name !== 'Expires');
    if (others.length === response.headers.length) return response;
    return { ...response, headers: [...others, { name: 'Expires', value: String(seconds) }, ...more] };
  };
}

/** A phone that only registers. */
export async function plain(t: ExecutionContext, setting: Setting = {}) {
  return await signedIn(t, { ...skip, ...setting, registrar: { answer: grant(7200), ...setting.registrar } });
}
