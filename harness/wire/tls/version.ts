/** Protocol versions as on the wire. */
export const tlsVersion = {
  ssl2: 0x0002,
  ssl3: 0x0300,
  tls10: 0x0301,
  tls11: 0x0302,
  tls12: 0x0303,
  tls13: 0x0304,
} as const;

const names: Readonly<Record<number, string>> = {
  2: 'SSL 2.0',
  768: 'SSL 3.0',
  769: 'TLS 1.0',
  770: 'TLS 1.1',
  771: 'TLS 1.2',
  772: 'TLS 1.3',
};

/** `TLS 1.0` and the like; hex such as `0x0305` for a version nobody defined. */
export function versionName(version: number): string {
  return names[version] ?? `0x${version.toString(16).padStart(4, '0')}`;
}
