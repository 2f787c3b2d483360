import { z } from 'zod';
import { HarnessError } from '../../foundation/errors/index.js';
import { formatMac, parseMac } from '../../wire/dhcp/index.js';

/** A phone's name in a scenario: a word that is no MAC address. */
export const PHONE_NAME = /^[a-z][a-z0-9-]{0,39}$/;

/** The MAC address as the journal writes it; undefined for what is none. */
export function macOf(text: string): string | undefined {
  try {
    return formatMac(parseMac(text));
  } catch (error) {
    if (error instanceof HarnessError) return undefined;
    throw error;
  }
}

export const macSchema = z.string().transform((text, context) => {
  const mac = macOf(text);
  if (mac !== undefined) return mac;
  context.addIssue({ code: 'custom', message: 'a MAC address such as 00:04:f2:aa:bb:cc' });
  return z.NEVER;
});

/** A device of the lab: its MAC address, or its name in `phones`. */
export const deviceSchema = z.string().transform((text, context) => {
  const device = macOf(text) ?? (PHONE_NAME.test(text) ? text : undefined);
  if (device !== undefined) return device;
  context.addIssue({ code: 'custom', message: 'a MAC address such as 00:04:f2:aa:bb:cc, or the name of a phone' });
  return z.NEVER;
});
