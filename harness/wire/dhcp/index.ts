export { addressData, addresses } from './addresses.js';
export { decodeDhcp } from './decode.js';
export { decodeDomainNames, encodeDomainNames, MAX_DOMAIN_NAMES } from './domain-names.js';
export { encodeDhcp, encodeOptions } from './encode.js';
export { formatMac, parseMac } from './mac.js';
export { type DhcpMessage, type DhcpOption, MAX_DHCP_MESSAGE, MAX_DHCP_OPTIONS, option } from './message.js';
export { dhcpMessageType, dhcpMessageTypeName } from './message-types.js';
export { dhcpOption, dhcpOptionName } from './option-names.js';
