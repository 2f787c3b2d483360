import type { NtpPacket } from '../../wire/ntp/index.js';

/** What is done to one answer of the time server. */
export type NtpFault =
  | { readonly change: (answer: NtpPacket) => NtpPacket }
  | { readonly delivery: { readonly do: 'drop' } | { readonly do: 'delay'; readonly ms: number } };
