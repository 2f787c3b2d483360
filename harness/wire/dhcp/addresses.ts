import { HarnessError } from '../../foundation/errors/index.js';

const DOT = 0x2e;
const ZERO = 0x30;

/** The IPv4 addresses of an option such as 3, 6 or 42, as dotted quads. Throws WIRE_INVALID unless 4 bytes each. */
export function addresses(data: Buffer): string[] {
  if (data.length % 4 !== 0) throw invalid('its length', `${data.length} bytes are not a multiple of 4`);
  const found: string[] = [];
  for (let at = 0; at < data.length; at += 4) found.push([...data.subarray(at, at + 4)].join('.'));
  return found;
}

/** The bytes of IPv4 addresses, 4 each, in order. Throws WIRE_INVALID for anything but dotted quads. */
export function addressData(list: readonly string[]): Buffer {
  const data = Buffer.alloc(4 * list.length);
  list.forEach((address, index) => {
    writeAddress(data, 4 * index, address);
  });
  return data;
}

/** Writes one address. By hand: a server does it eight times for every message. Throws WIRE_INVALID. */
export function writeAddress(data: Buffer, at: number, address: string): void {
  let part = -1;
  let place = at;
  for (let index = 0; index <= address.length; index++) {
    const code = index === address.length ? DOT : address.charCodeAt(index);
    if (code === DOT) {
      if (part < 0 || place === at + 4) throw notAnAddress(address);
      data[place++] = part;
      part = -1;
    } else {
      const digit = code - ZERO;
      if (digit < 0 || digit > 9) throw notAnAddress(address);
      part = part < 0 ? digit : part * 10 + digit;
      if (part > 255) throw notAnAddress(address);
    }
  }
  if (place !== at + 4) throw notAnAddress(address);
}

function notAnAddress(address: string): HarnessError {
  return invalid(JSON.stringify(address.slice(0, 40)), 'this is not an IPv4 address such as 10.10.10.5');
}

function invalid(place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: 'The list of IPv4 addresses', place, detail });
}
