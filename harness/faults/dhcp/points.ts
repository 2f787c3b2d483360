/** Every answer of the DHCP server. */
export const dhcpPoints = ['dhcp.discover', 'dhcp.request', 'dhcp.inform'] as const;
