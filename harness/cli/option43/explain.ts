import { HarnessError } from '../../foundation/errors/index.js';
import { dhcpOption } from '../../wire/dhcp/index.js';
import { certificateServiceUrl, decodeOption43, subOptionName, voiceVlan } from '../../wire/option43/index.js';
import { decodeOption120 } from '../../wire/option120/index.js';

/** What is in a value, a line for each part, and what is wrong with it. */
export interface Explained {
  readonly option: 43 | 120;
  readonly lines: readonly string[];
  /** Of option 43. */
  readonly url?: string;
  readonly voiceVlan?: number;
  /** Of option 120. */
  readonly sipServers?: readonly string[];
  readonly problems: readonly string[];
}

export function explain43(value: Buffer): Explained {
  const { location, problems, subOptions } = decodeOption43(value);
  const url = certificateServiceUrl(location);
  const vlan = voiceVlan(subOptions);
  const lines = subOptions.map(
    ({ code, data }) => `sub-option ${code} <${subOptionName(code)}>, ${data.length} bytes: ${shown(data)}`,
  );
  return {
    option: 43,
    lines: [
      ...lines,
      ...(url === undefined ? [] : [`certificate service: ${printable(url)}`]),
      ...(vlan === undefined ? [] : [`voice VLAN: ${vlan}`]),
    ],
    ...(url !== undefined && { url }),
    ...(vlan !== undefined && { voiceVlan: vlan }),
    problems,
  };
}

export function explain120(value: Buffer): Explained {
  try {
    const servers = decodeOption120(value);
    if (servers.encoding === 'addresses') {
      const lines = servers.addresses.map((address) => `address ${address}`);
      const problem = 'Byte 0 is encoding 1: addresses. TLS needs a name, so a Lync client can use encoding 0 alone.';
      return { option: 120, lines, problems: [problem] };
    }
    const { names } = servers;
    const problems =
      names.length > 1 ? ['DHCPUtil writes exactly one name; which of several a phone takes is unknown.'] : [];
    return { option: 120, lines: names.map((name) => `SIP server ${name}`), sipServers: names, problems };
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    return { option: 120, lines: [], problems: [error.message] };
  }
}

/**
 * The bytes of hex in any usual notation: blanks, dots, colons, commas, `0x`. With the option's own header, as in a capture, that is
 * taken off and tells which option it is. Errors: USAGE.
 */
export function valueFromHex(text: string, option: 43 | 120 | undefined): { option: 43 | 120; value: Buffer } {
  const digits = text.replace(/0x/gi, '').replace(/[\s.:,-]/g, '');
  if (digits === '' || !/^([0-9a-f]{2})+$/i.test(digits)) {
    throw new HarnessError('USAGE', { detail: 'option43 decode needs hex digits, two for each byte' });
  }
  const bytes = Buffer.from(digits, 'hex');
  const [code, length] = bytes;
  const known = code === dhcpOption.vendorSpecific || code === dhcpOption.sipServers;
  // A length that runs past the end is a capture that was cut; no sub-option has these codes.
  if (option === undefined && known && length !== undefined && length >= bytes.length - 2) {
    return { option: code, value: bytes.subarray(2) };
  }
  return { option: option ?? (looksLike120(bytes) ? 120 : 43), value: bytes };
}

/** 00 and a name: no sub-option of option 43 starts like that. */
function looksLike120(bytes: Buffer): boolean {
  return bytes[0] === 0 && (bytes[1] ?? 0) > 0 && bytes.at(-1) === 0;
}

function shown(data: Buffer): string {
  const text = data.toString('latin1');
  return /^[\x20-\x7e]+$/.test(text) ? text : `(${data.toString('hex').replace(/(..)(?=.)/g, '$1 ')})`;
}

/** What a terminal may be shown of a stranger's text. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
