/** Largest message read: MaxReceiveBuffer of Active Directory's LDAP policies, 10 MiB. */
export const MAX_LDAP_MESSAGE_BYTES = 10 * 1024 * 1024;
/** Largest request a server reads; a search with a long filter is a few KiB, a bind with a Kerberos ticket 12 KiB. */
export const MAX_LDAP_REQUEST_BYTES = 256 * 1024;
/** Filters inside filters; people write three levels, and each costs a call on the stack. */
export const MAX_FILTER_DEPTH = 32;
/** Filters in one search, over all levels. */
export const MAX_FILTER_PARTS = 1024;
/** Members of one sequence or set: attributes asked for, values of one attribute, controls. */
export const MAX_LDAP_MEMBERS = 10_000;
/** Relative names of one distinguished name. */
export const MAX_RDNS = 64;
/** Characters of one distinguished name, as text. */
export const MAX_DN_CHARACTERS = 4096;
/** messageID is at most 2³¹ - 1 (RFC 4511 4.1.1.1). */
export const MAX_MESSAGE_ID = 0x7fffffff;
