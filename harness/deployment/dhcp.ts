/**
 * `inform-only`: beside the network's own server, leases nothing. `registrar`: as the Registrar's own responder
 * (Set-CsRegistrarConfiguration -EnableDHCPServer), which answers DHCPINFORM of class MS-UC-Client alone. `full`: leases addresses.
 */
export const dhcpModes = ['inform-only', 'registrar', 'full'] as const;
export type DhcpMode = (typeof dhcpModes)[number];

/** A range of addresses to lease, and the subnet it lies in. */
export interface DhcpScope {
  /** The subnet's own address, dotted quad. */
  readonly network: string;
  /** Bits of the mask. */
  readonly prefix: number;
  /** First and last address leased. */
  readonly from: string;
  readonly to: string;
  /** Option 3; none when absent. */
  readonly router?: string;
  /** Phones here are in this voice VLAN already and are told of none. */
  readonly vlan?: number;
}

/** Option 43, sub-option 10, for class CPE-OCPHONE. */
export interface VoiceVlanSettings {
  readonly id: number;
  readonly form: 'word' | 'dword' | 'text';
}

/** What leases say, seconds. */
export interface LeaseTimes {
  readonly seconds: number;
  /** T1; half of the lease when absent (RFC 2131, section 4.4.5). */
  readonly renewal?: number;
  /** T2; seven eighths when absent. */
  readonly rebinding?: number;
}

/** What a DHCP server says of Lync. */
export interface DhcpContents {
  readonly option43: boolean;
  readonly option120: boolean;
  /** Sub-option 3, instead of the web host's name. */
  readonly webServer?: string;
  /** Option 120, instead of the Registrar's name. */
  readonly registrar?: string;
}

/** Another DHCP server that answers DHCPINFORM on the same segment. */
export interface SecondDhcpServer extends DhcpContents {
  /** Option 54. */
  readonly address: string;
  /** Whose answer leaves first. */
  readonly answers: 'first' | 'last';
  /** `registrar`: a Registrar that answers for itself. inform-only when absent. */
  readonly mode?: 'inform-only' | 'registrar';
}

/** How the DHCP server behaves and what it knows. */
export interface DhcpSettings extends DhcpContents {
  /** inform-only when absent. */
  readonly mode?: DhcpMode;
  /** Option 43 goes to whoever asks, whatever the class, as a plain Cisco IOS pool does it. */
  readonly classless?: boolean;
  /** Whether the Registrar's own responder has option 43; sources disagree. True when absent. */
  readonly registrarOption43?: boolean;
  readonly voiceVlan?: VoiceVlanSettings;
  /** One of the server's own subnet when absent. */
  readonly scopes?: readonly DhcpScope[];
  readonly lease?: LeaseTimes;
  /** Whether an unknown client is told no. True when absent. */
  readonly authoritative?: boolean;
  /** Option 2, seconds east of UTC. */
  readonly timeOffset?: number;
  /** Option 4 names the time server too. */
  readonly timeServer?: boolean;
  /** Option 119. */
  readonly searchList?: readonly string[];
  /** Options of other makers' phones, text by code: 66, 160, 161. */
  readonly provisioning?: Readonly<Record<string, string>>;
  /** Options that do not fit go into the fields file and sname (option 52). */
  readonly overload?: boolean;
  readonly second?: SecondDhcpServer;
}

export const defaultLeaseTimes: LeaseTimes = { seconds: 8 * 24 * 3600 };
