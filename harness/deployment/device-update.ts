/** What a rule is about; compared without regard to case (inferred). */
export interface UpdateRuleKey {
  /** `UCPhone`. */
  readonly deviceType: string;
  /** The vendor, as the device names it. */
  readonly brand: string;
  readonly model: string;
  readonly revision: string;
  /** Three-letter Windows language code, `ENU`. */
  readonly locale: string;
}

/** One rule of a web service (Get-CsDeviceUpdateRule). */
export interface DeployedUpdateRule extends UpdateRuleKey {
  /** FQDN of the web service whose rule it is: rules are not replicated. The deployment's own when absent. */
  readonly webService?: string | undefined;
  readonly approved?: string | undefined;
  readonly pending?: string | undefined;
  readonly restore?: string | undefined;
}

/** A phone that takes what is pending: named by its MAC address or its serial number (New-CsTestDevice). */
export type TestDevice = { readonly mac: string } | { readonly serial: string };

/** A file an operator gave; its bytes go out as they are. */
export interface FirmwareFile {
  /** As it is called on the wire. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly modified: Date;
  /** The bytes from `start` up to and without `end`. */
  read(start: number, end: number): Promise<Buffer>;
}

/**
 * What may be offered at all. Firmware goes to real hardware only where the operator gave it and said so; synthetic
 * images are for the emulated phone alone.
 */
export type FirmwareOffer =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'synthetic' }
  | {
      readonly kind: 'package';
      readonly rule: UpdateRuleKey & { readonly version: string };
      readonly image: FirmwareFile;
      readonly catalogue?: FirmwareFile;
    };

/** The device update service. */
export interface DeviceUpdateSettings {
  readonly rules: readonly DeployedUpdateRule[];
  readonly testDevices: readonly TestDevice[];
  /** `empty`: nobody told the service where its files are found, and its answers name no place (CX700 guide, p. 26). */
  readonly storeUrls: 'configured' | 'empty';
  /** Whether answers name the folders as Lync does, or as OCS 2007 R2; both are always served. */
  readonly storeForm: 'lync' | 'ocs';
  /** Outside, nobody is asked who he is (OCS 2007). */
  readonly externalAnonymous: boolean;
  /** Bytes of a synthetic image. */
  readonly imageBytes: number;
  /** When the files of the store were made; phones are told. */
  readonly imagesMade: Date;
  readonly offer: FirmwareOffer;
  /** Largest log taken (MaxLogFileSize), bytes. */
  readonly maxLogBytes: number;
  readonly logs: DeviceLogSettings;
}

/** How the service keeps logs that devices leave. */
export interface DeviceLogSettings {
  /**
   * Size of the file store that logs share with whatever else the service writes, bytes. Where it is said, a store that
   * is full keeps the service from answering checks (inferred: their audit row cannot be written).
   */
  readonly storeBytes?: number | undefined;
  /** What logs may take of it at most; a quota of the file server. */
  readonly quotaBytes: number;
  /** Days after which a log is taken away (LogCleanUpInterval, 1 to 365). */
  readonly cleanUpDays: number;
}

/** Bytes of logs kept in one run, whatever a scenario says: a phone leaves some hundred KiB when asked to. */
export const MAX_KEPT_LOG_BYTES = 64 * 1024 * 1024;
/** Logs kept in one run. */
export const MAX_KEPT_LOGS = 10_000;

/** The files of Lync phones are tens of MiB; what is only looked at need not be. */
export const DEFAULT_IMAGE_BYTES = 1024 * 1024;

export const defaultDeviceUpdateSettings: DeviceUpdateSettings = {
  rules: [],
  testDevices: [],
  storeUrls: 'configured',
  storeForm: 'lync',
  externalAnonymous: false,
  imageBytes: DEFAULT_IMAGE_BYTES,
  imagesMade: new Date('2014-01-10T00:00:00Z'),
  offer: { kind: 'nothing' },
  maxLogBytes: 1_024_000,
  logs: { quotaBytes: MAX_KEPT_LOG_BYTES, cleanUpDays: 10 },
};

/** UpdateType of every rule seen; the last folder of a file's path. */
export const UPDATE_TYPE = 'CPE';
export const IMAGE_FILE = 'CPE.nbt';
export const CATALOGUE_FILE = 'CPE.cat';

export const deviceUpdateExternalPath = '/RequestHandlerExt/ucdevice.upx';

/** Where files are found: inside and outside, as Lync and as OCS 2007 R2 name the folders. */
export const updateStores = {
  lync: { internal: '/RequestHandler/Files', external: '/RequestHandlerExt/Files' },
  ocs: { internal: '/DeviceUpdateFiles_Int', external: '/DeviceUpdateFiles_Ext' },
} as const;

/** Folder of one version below a store, each part escaped for a URL. */
export function updateFolder({ brand, deviceType, locale, model, revision }: UpdateRuleKey, version: string): string {
  return [deviceType, brand, model, revision, locale, version, UPDATE_TYPE].map(encodeURIComponent).join('/');
}
