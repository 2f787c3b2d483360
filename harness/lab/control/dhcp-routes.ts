import type { DhcpOptionChange } from '../../pool/index.js';
import { type ControlRequest, type ControlTarget, invalid, json, type Route } from './route.js';

/** A host name as options 43 and 120 carry one. */
const HOST_NAME = /^(?=.{1,180}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+$/i;
const switches = ['option43', 'option120'] as const;
const hostNames = ['webServer', 'registrar'] as const;

/**
 * What an administrator does in the DHCP console.
 *
 * | request | body | |
 * |---|---|---|
 * | `POST /v1/dhcp/options` | `option43?`, `option120?`: true or false; `webServer?`, `registrar?`: a host name, null for the deployment's own | answers from then on have them |
 */
export const dhcpRoutes: Readonly<Record<string, Route>> = {
  'POST /v1/dhcp/options': (target, request) => json({ changed: change(target, request) }),
};

function change({ journal, pool }: ControlTarget, { body }: ControlRequest): DhcpOptionChange {
  const options: Record<string, boolean | string | null> = {};
  for (const [name, value] of Object.entries(body)) {
    if (value === undefined) continue;
    options[name] = optionValue(name, value);
  }
  if (Object.keys(options).length === 0) {
    throw invalid('body', `it names none of ${[...switches, ...hostNames].join(', ')}`);
  }
  pool.dhcp.change(options);
  journal.recorder('control').record('dhcp.changed', { options });
  return options;
}

function optionValue(name: string, value: unknown): boolean | string | null {
  if ((switches as readonly string[]).includes(name)) {
    if (typeof value === 'boolean') return value;
    throw invalid(name, 'it is neither true nor false');
  }
  if (!(hostNames as readonly string[]).includes(name)) throw invalid(name, 'there is no such option here');
  if (value === null) return null;
  if (typeof value === 'string' && HOST_NAME.test(value)) return value.toLowerCase();
  throw invalid(name, 'it is neither a host name nor null');
}
