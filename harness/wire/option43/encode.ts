import { HarnessError } from '../../foundation/errors/index.js';
import { ucVendorClass } from './location.js';
import { type SubOption, subOptionCode, subOptionName } from './sub-option.js';

/**
 * The value of option 43 for class MS-UC-Client: sub-options 1 to 5 in order, each ASCII text; 4 is left out without a port.
 * The identifier is `MS-UC-Client` unless told. Throws WIRE_INVALID for text that is not ASCII, WIRE_TOO_LARGE over 255 bytes each.
 */
export function encodeOption43(location: {
  identifier?: string;
  urlScheme: string;
  webServer: string;
  port?: string;
  path: string;
}): Buffer {
  const texts: [number, string | undefined][] = [
    [subOptionCode.identifier, location.identifier ?? ucVendorClass],
    [subOptionCode.urlScheme, location.urlScheme],
    [subOptionCode.webServer, location.webServer],
    [subOptionCode.port, location.port],
    [subOptionCode.path, location.path],
  ];
  return encodeSubOptions(
    texts.flatMap(([code, text]) => (text === undefined ? [] : [{ code, data: asciiBytes(code, text) }])),
  );
}

/** Any sub-options, as given: for the voice VLAN, other makers' codes and deliberate faults. Throws WIRE_INVALID, WIRE_TOO_LARGE. */
export function encodeSubOptions(subOptions: readonly SubOption[]): Buffer {
  return Buffer.concat(
    subOptions.flatMap(({ code, data }) => {
      const place = `sub-option ${code} (${subOptionName(code)})`;
      if (!Number.isInteger(code) || code < 1 || code > 254) {
        throw new HarnessError('WIRE_INVALID', { what: 'Option 43', place, detail: 'sub-option codes are 1 to 254' });
      }
      if (data.length > 255) throw new HarnessError('WIRE_TOO_LARGE', { what: 'Option 43', limit: '255 bytes', place });
      return [Buffer.from([code, data.length]), data];
    }),
  );
}

function asciiBytes(code: number, text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  if (!bytes.every((byte) => byte >= 0x20 && byte < 0x7f)) {
    const place = `sub-option ${code} (${subOptionName(code)})`;
    throw new HarnessError('WIRE_INVALID', { what: 'Option 43', place, detail: 'the text is not printable ASCII' });
  }
  return bytes;
}
