import {
  defaultWebTicketSettings,
  type PinReason,
  type PinRefusal,
  type WebTicketSettings,
} from '../deployment/index.js';
import type { DeploymentSpec } from './schema/deployment.js';
import { durationMs } from './schema/duration.js';

/** The Web Ticket Service of a scenario. */
export function webTicketOf(spec: DeploymentSpec): WebTicketSettings {
  const { clockSkew, lifetime, pin, pinRefusals, ticketSkew, ...given } = spec.webTicket ?? {};
  const defaults = defaultWebTicketSettings;
  return {
    ...defaults,
    ...without(given),
    negotiate: spec.webServices?.windowsAuthentication === 'Negotiate',
    lifetimeMs: lifetime === undefined ? defaults.lifetimeMs : durationMs(lifetime),
    clockSkewMs: clockSkew === undefined ? defaults.clockSkewMs : durationMs(clockSkew),
    ticketSkewMs: ticketSkew === undefined ? defaults.ticketSkewMs : durationMs(ticketSkew),
    pin: { ...defaults.pin, ...without(pin ?? {}) },
    pinRefusals: Object.fromEntries(
      Object.entries(pinRefusals ?? {}).map(([reason, refusal]) => [reason, without(refusal ?? {})]),
    ) as Partial<Record<PinReason, PinRefusal>>,
  };
}

/** UseWindowsAuth: true and false are NTLM and None. */
export function usesWindowsAuthentication(value: boolean | 'Negotiate' | 'NTLM' | 'None' | undefined): boolean {
  return value !== false && value !== 'None';
}

type Set<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** What was given; a member given as undefined counts as absent. */
function without<T extends object>(given: T): Set<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Set<T>;
}
