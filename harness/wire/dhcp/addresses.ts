import { HarnessError } from '../../foundation/errors/index.js';

/** The IPv4 addresses of an option such as 3, 6 or 42, as dotted quads. Throws WIRE_INVALID unless 4 bytes each. */
export function addresses(data: Buffer): string[] {
  if (data.length % 4 !== 0) throw invalid('its length', `${data.length} bytes are not a multiple of 4`);
  const found: string[] = [];
  for (let at = 0; at < data.length; at += 4) found.push([...data.subarray(at, at + 4)].join('.'));
  return found;
}

/** The bytes of IPv4 addresses, 4 each, in order. Throws WIRE_INVALID for anything but dotted quads. */
export function addressData(list: readonly string[]): Buffer {
  return Buffer.concat(list.map(quad));
}

function quad(address: string): Buffer {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address)?.slice(1).map(Number);
  if (!parts?.every((part) => part <= 255)) {
    throw invalid(JSON.stringify(address.slice(0, 40)), 'this is not an IPv4 address such as 10.10.10.5');
  }
  return Buffer.from(parts);
}

function invalid(place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: 'The list of IPv4 addresses', place, detail });
}
