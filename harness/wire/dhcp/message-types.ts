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

/** `DHCPINFORM` and the like; `DHCP message 77` for a type nobody defined. */
export function dhcpMessageTypeName(type: number): string {
  const found = Object.entries(dhcpMessageType).find(([, value]) => value === type);
  return found ? `DHCP${found[0].toUpperCase()}` : `DHCP message ${type}`;
}
