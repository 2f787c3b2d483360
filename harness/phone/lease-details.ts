/** Clock time in milliseconds. */
export interface LeaseTimes {
  readonly renewAt: number;
  readonly until: number;
}

/** What the phone took from DHCP beside its address. */
export interface LeaseDetails {
  /** Option 54, or where the answer came from. */
  readonly server: string;
  readonly subnetMask?: string;
  readonly routers: readonly string[];
  readonly dnsServers: readonly string[];
  /** Option 15. */
  readonly domain?: string;
  /** Option 119: suffixes for names that fail, instead of the domain. */
  readonly searchList?: readonly string[];
  /** Option 4; `PhoneModel.timeSources` says who uses it. */
  readonly timeServers: readonly string[];
  /** Option 42; `PhoneModel.timeSources` says who uses it. */
  readonly ntpServers: readonly string[];
  /** Absent where nothing was leased, or without end. */
  readonly times?: LeaseTimes;
}
