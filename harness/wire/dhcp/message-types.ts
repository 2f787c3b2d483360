/** The values of option 53 (RFC 2132, section 9.6). */
export const dhcpMessageType = {
  discover: 1,
  offer: 2,
  request: 3,
  decline: 4,
  ack: 5,
  nak: 6,
  release: 7,
  inform: 8,
} as const;

const names: readonly (string | undefined)[] = Object.entries(dhcpMessageType).reduce<string[]>(
  (all, [name, value]) => {
    all[value] = `DHCP${name.toUpperCase()}`;
    return all;
  },
  [],
);

/** `DHCPINFORM` and the like; `DHCP message 77` for a type nobody defined. */
export function dhcpMessageTypeName(type: number): string {
  return names[type] ?? `DHCP message ${type}`;
}
