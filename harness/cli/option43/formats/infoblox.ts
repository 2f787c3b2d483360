import { type LyncOptions, upperHex } from '../values.js';

/** For Infoblox: an option filter on the class, and two custom options of type hexadecimal in it. */
export function infoblox({ location, option120, option43 }: LyncOptions): string[] {
  return [
    `Option filter: vendor-class-identifier (60) equals ${location.identifier}`,
    `Option 43 (hexadecimal): ${upperHex(option43)}`,
    `Option 120 (hexadecimal): ${upperHex(option120)}`,
  ];
}
