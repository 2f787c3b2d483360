import type { DhcpMessage } from '../../wire/dhcp/index.js';

/** What the server knows of a request whose answer is disturbed. */
export interface DhcpAsked {
  /** Option 60 as sent. */
  readonly vendorClass?: string | undefined;
  /** Option 55, in order. */
  readonly asked: readonly number[];
  /** Option 43 as MS-UC-Client gets it, whatever this client's class is; absent where the server has none. */
  readonly location?: Buffer | undefined;
  /** Option 43 as CPE-OCPHONE gets it; absent where there is no voice VLAN. */
  readonly voiceVlan?: Buffer | undefined;
}

/** What is done to one answer of the DHCP server. */
export type DhcpFault =
  /** Sent instead. The same object when there is nothing to change: then it did not fire. */
  | { readonly change: (reply: DhcpMessage, asked: DhcpAsked) => DhcpMessage }
  /** The finished bytes. */
  | { readonly bytes: (bytes: Buffer) => Buffer }
  | { readonly delivery: DhcpDelivery };

export type DhcpDelivery =
  | { readonly do: 'drop' }
  | { readonly do: 'delay'; readonly ms: number }
  /** So often. */
  | { readonly do: 'repeat'; readonly times: number };
