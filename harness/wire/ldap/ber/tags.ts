/** Identifier octets LDAP uses (RFC 4511 5.1, X.690 8.1.2): all tag numbers are below 31. */
export const BerTag = {
  boolean: 0x01,
  integer: 0x02,
  octetString: 0x04,
  enumerated: 0x0a,
  sequence: 0x30,
  set: 0x31,
} as const;

/** `[n]` of a primitive type. */
export const primitive = (n: number): number => 0x80 | n;
/** `[n]` of a constructed type. */
export const constructed = (n: number): number => 0xa0 | n;
/** `[APPLICATION n]` of a constructed type. */
export const application = (n: number): number => 0x60 | n;
/** `[APPLICATION n]` of a primitive type. */
export const applicationPrimitive = (n: number): number => 0x40 | n;
