import { HarnessError } from '../../foundation/errors/index.js';

/** A hardware address as lower-case hex pairs: `00:04:f2:aa:bb:cc`. Once for every message, so without lists in between. */
export function formatMac(chaddr: Buffer): string {
  const hex = chaddr.toString('hex');
  let text = hex.slice(0, 2);
  for (let at = 2; at < hex.length; at += 2) text += `:${hex.slice(at, at + 2)}`;
  return text;
}

const forms = [
  /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i,
  /^[0-9a-f]{2}(-[0-9a-f]{2}){5}$/i,
  /^[0-9a-f]{4}(\.[0-9a-f]{4}){2}$/i,
];

/** The six bytes of `00:04:f2:aa:bb:cc`, `00-04-F2-AA-BB-CC`, `0004.f2aa.bbcc` or `0004f2aabbcc`; else WIRE_INVALID. */
export function parseMac(text: string): Buffer {
  const trimmed = text.trim();
  if (!/^[0-9a-f]{12}$/i.test(trimmed) && !forms.some((form) => form.test(trimmed))) {
    throw new HarnessError('WIRE_INVALID', {
      what: 'The MAC address',
      place: JSON.stringify(text.slice(0, 40)),
      detail: 'six hex pairs are needed, such as 00:04:f2:aa:bb:cc',
    });
  }
  return Buffer.from(trimmed.replace(/[:.-]/g, ''), 'hex');
}
