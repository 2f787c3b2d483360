/** A real message is below 1 KiB; SIP and HTTP headers bound it anyway. */
export const MAX_NTLM_BYTES = 16 * 1024;
/** Eleven AV ids are defined; each occurs once. */
export const MAX_AV_PAIRS = 32;
