/** An address as DHCP leased it. */
export interface InterfaceAddress {
  readonly address: string;
  readonly subnetMask?: string;
  readonly router?: string;
}

/**
 * A wall socket at which the phone has no address until it leases one: how the interface takes it is the affair of whoever plugs the
 * phone in.
 */
export interface AddressPlug {
  /** The interface takes this address instead of the one before. */
  assume(address: InterfaceAddress): Promise<void>;
  /** The interface has no address any more. */
  drop(): Promise<void>;
  /** Whether somebody else answers for this address; nobody does when absent. */
  inUse?(address: string): Promise<boolean>;
}
