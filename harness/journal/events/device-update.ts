/** A module as a device or the service names it; what is not said is absent. */
export interface UpdateModule {
  readonly file?: string;
  readonly signatureFile?: string;
  readonly version?: string;
  /** As written. */
  readonly timestamp?: string;
}

/** The device update service. */
export interface DeviceUpdateEvents {
  /** A device asked, and was understood this far. */
  'device-update.check': {
    readonly vendor?: string;
    readonly model?: string;
    readonly version?: string;
    /** With colons, lower case, where it is one. */
    readonly mac?: string;
    readonly serial?: string;
    readonly deviceType?: string;
    readonly revision?: string;
    readonly locale?: string;
    /** Account last signed in, as the phone says. */
    readonly userId?: string;
    readonly modules?: readonly UpdateModule[];
    /** By the external URL. */
    readonly outside?: true;
  };
  'device-update.answer': {
    /** 0 or 1. */
    readonly downloads: number;
    /**
     * Why there is nothing: `no-rule`, `other-web-service`, `other-key`, `not-approved`, `no-version`, `current`, or
     * `withheld` where a rule would offer what this harness may not. Absent with an offer.
     */
    readonly reason?: string;
    /** `Service:WebServer:FQDN/GUID`. */
    readonly rule?: string;
    readonly version?: string;
    /** What the device says it has. */
    readonly installed?: string;
    /** How the image is signed. */
    readonly signature?: 'ocs' | 'lync';
    /** The offer is pending, and this a test device. */
    readonly pending?: true;
    /** Parts of the rule's key in which the device differs, for `other-key`. */
    readonly differs?: readonly string[];
    /** Empty where the service knows no store. */
    readonly baseUrl?: string;
    readonly externalBaseUrl?: string;
  };
  /** A check that was not looked at. */
  'device-update.refused': { readonly reason: 'anonymous-outside' | 'not-https' | 'store-full' | 'wrong-credentials' };
  /** A file went out, or as much of it as was taken. */
  'device-update.download': {
    readonly file: string;
    readonly model: string;
    readonly version: string;
    /** Bytes of the whole file. */
    readonly size: number;
    /** The first byte of what was asked for. */
    readonly from: number;
    /** Bytes handed to the connection. */
    readonly sent: number;
    /** Everything that was asked for went out. */
    readonly complete: boolean;
  };
  /** A file of the store that is not there. */
  'device-update.missing': { readonly path: string };
  /** A log a device left. */
  'device-update.log': {
    readonly name: string;
    readonly bytes: number;
    /** Absent where it was not kept. */
    readonly capture?: string;
    /** Larger than one may be, or more than logs may take together, or than the file store holds. */
    readonly refused?: 'too-large' | 'quota' | 'store-full';
  };
  /** Logs were taken away for their age. */
  'device-update.logs-cleared': { readonly logs: number; readonly bytes: number; readonly olderThanDays: number };
  /** One row of the audit log: `null` where a device said nothing. */
  'device-update.audit': {
    readonly address: string | null;
    readonly deviceType: string | null;
    readonly mac: string | null;
    readonly serial: string | null;
    readonly vendor: string | null;
    readonly model: string | null;
    readonly revision: string | null;
    readonly locale: string | null;
    readonly requestModules: readonly UpdateModule[];
    readonly responseModules: readonly UpdateModule[];
    readonly userId: string | null;
  };
  /** An administrator changed a rule, or who is a test device. */
  'device-update.changed': {
    readonly change: 'imported' | 'approved' | 'reset' | 'restored' | 'test-device-added' | 'test-device-removed';
    readonly rule?: string;
    readonly version?: string;
    readonly device?: string;
  };
}
