/** Start line and headers: a TLS-DSK REGISTER carries certificate chain and key exchange in one header of 16 KiB or more. */
export const MAX_SIP_HEADERS_BYTES = 65536;
/** The largest body a phone meets is provisioning data, tens of KiB; the rest is room. */
export const MAX_SIP_BODY = 1024 * 1024;
/** Real messages have about 20 to 40 header lines. */
export const MAX_HEADER_COUNT = 256;

/** Bounds on one SIP message; each defaults to the constant of the same meaning. */
export interface SipLimits {
  readonly maxHeaderBytes?: number;
  readonly maxBodyBytes?: number;
  readonly maxHeaderCount?: number;
}
