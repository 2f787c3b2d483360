/** One header with its folds: a TLS-DSK REGISTER carries certificate chain and key exchange in one of 16 KiB or more. */
export const MAX_SIP_HEADER_LINE = 65536;
/** Start line and headers: one header of the largest size, and as much again for all the others. */
export const MAX_SIP_HEADERS_BYTES = 2 * MAX_SIP_HEADER_LINE;
/** The largest body a phone meets is provisioning data, tens of KiB; the rest is room. */
export const MAX_SIP_BODY = 1024 * 1024;
/** Real messages have about 20 to 40 header lines. */
export const MAX_HEADER_COUNT = 256;

/** Bounds on one SIP message; each defaults to the constant of the same meaning. */
export interface SipLimits {
  /** Characters of one header, name and folds included. */
  readonly maxHeaderLine?: number;
  readonly maxHeaderBytes?: number;
  readonly maxBodyBytes?: number;
  readonly maxHeaderCount?: number;
}

/** Every bound, the given ones in place of the defaults. */
export function allLimits(limits: SipLimits = {}): Required<SipLimits> {
  return {
    maxHeaderLine: MAX_SIP_HEADER_LINE,
    maxHeaderBytes: MAX_SIP_HEADERS_BYTES,
    maxBodyBytes: MAX_SIP_BODY,
    maxHeaderCount: MAX_HEADER_COUNT,
    ...limits,
  };
}
