/** DHCP, DNS and time, as the servers saw and answered them. */
export interface NetworkEvents {
  'dhcp.request': {
    /** `DHCPINFORM`… */
    readonly message: string;
    readonly mac: string;
    /** ciaddr. */
    readonly address: string;
    /** Option 50. */
    readonly requested?: string;
    /** giaddr, when a relay passed it on. */
    readonly relay?: string;
    /** Option 60 as text, exactly as sent; absent when not sent. */
    readonly vendorClass?: string;
    /** Option 55, in order. */
    readonly asked: readonly number[];
  };
  'dhcp.reply': {
    readonly message: string;
    readonly mac: string;
    /** Option 54. */
    readonly server?: string;
    /** yiaddr; absent where nothing is leased. */
    readonly address?: string;
    /** The row of the decision table that was chosen: `INFORM of MS-UC-Client`. */
    readonly row?: string;
    /** Option codes sent, in order, without 53 and 54. */
    readonly sent: readonly number[];
    /** Option codes asked for and not sent. */
    readonly withheld: readonly number[];
    /** Where it went on the standard ports: through a relay, to the client alone, or to everybody. */
    readonly delivered?: 'relay' | 'client' | 'broadcast';
    /** Broadcast, though the client did not ask for that: its new address cannot be sent to before it has taken it. */
    readonly insteadOfUnicast?: true;
    /** The URL that Option 43 spells. */
    readonly certificateService?: string;
    /** The names in Option 120. */
    readonly sipServers?: readonly string[];
    /** The number in Option 43, sub-option 10. */
    readonly voiceVlan?: number;
    /** What is wrong with Options 43 and 120 as they were sent, a sentence each; absent when nothing is. */
    readonly problems?: readonly string[];
  };
  /** What became of an address without an answer being due: given back, or found to be in use by somebody else. */
  'dhcp.lease': { readonly mac: string; readonly address: string; readonly state: 'released' | 'declined' };
  'dhcp.ignored': { readonly reason: string; readonly mac?: string };
  'dns.query': { readonly name: string; readonly recordType: string; readonly transport: 'udp' | 'tcp' };
  'dns.answer': {
    readonly name: string;
    readonly recordType: string;
    /** `NOERROR`, `NXDOMAIN`… */
    readonly code: string;
    /** Presentation form: `0 0 5061 sip.contoso.com`, `127.10.1.1`. */
    readonly answers: readonly string[];
  };
  'dns.ignored': { readonly reason: string };
  'ntp.request': { readonly version: number; readonly mode: number };
  'ntp.reply': {
    /** What it tells, ISO 8601. */
    readonly date: string;
    /** 0 for a kiss of death, 16 for a clock that is not synchronised. */
    readonly stratum: number;
    /** 3 for a clock that is not synchronised. */
    readonly leap: number;
    /** `DENY`, `RATE`… */
    readonly kiss?: string;
  };
  'ntp.ignored': { readonly reason: string };
}
