/** What in-band provisioning told the phone; a value nobody could read is absent. */
export interface Provisioned {
  /** Names of the groups that came. */
  readonly groups: readonly string[];
  /** Of the device update service, inside the company. */
  readonly updateUrl?: string;
  readonly externalUpdateUrl?: string;
  /** Whether a vendor's own phone takes its firmware from the service (EnableDeviceUpdate). */
  readonly deviceUpdate?: boolean;
  /** The phone locks itself, and what it unlocks with. */
  readonly pinLock?: {
    readonly enforced?: boolean;
    /** Digits. */
    readonly leastDigits?: number;
    /** Minutes without use. */
    readonly afterMinutes?: number;
  };
  readonly logging?: {
    readonly enabled?: boolean;
    /** Off, Low, Medium or High. */
    readonly level?: string;
  };
  /** High: TLS alone. */
  readonly sipSecurity?: string;
  /** DSCP of voice packets. */
  readonly voiceDiffServ?: number;
  /** Minutes between questions for voice mail; 0: never. */
  readonly voiceMailPollMinutes?: number;
  /** Exchange Web Services, inside the company. */
  readonly exchangeUrl?: string;
  /** Name of the dial plan. */
  readonly locationProfile?: string;
}
