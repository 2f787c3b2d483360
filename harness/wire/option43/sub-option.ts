/** A DHCP message holds at most this many sub-options that carry a value. */
export const MAX_SUB_OPTIONS = 500;

/** One `code, length, data` triple inside option 43. */
export interface SubOption {
  code: number;
  data: Buffer;
}

/** A sub-option with the place of its code byte, counted from the start of the option's value. */
export interface PlacedSubOption extends SubOption {
  readonly at: number;
}

/** The sub-options a Lync phone knows: 1 to 5 for class MS-UC-Client, 10 for class CPE-OCPHONE. */
export const subOptionCode = { identifier: 1, urlScheme: 2, webServer: 3, port: 4, path: 5, voiceVlan: 10 } as const;

const names: Readonly<Record<number, string>> = {
  1: 'UC identifier',
  2: 'URL scheme',
  3: 'web server',
  4: 'port',
  5: 'certificate provisioning path',
  10: 'voice VLAN',
};

/** A name to read, such as `URL scheme`; `sub-option 77` for an unknown code. */
export function subOptionName(code: number): string {
  return names[code] ?? `sub-option ${code}`;
}
