import type { LeaseDetails } from './lease-details.js';
import type { PhoneScheme } from './models/index.js';
import type { Provisioned } from './provisioned.js';

/** Why a step failed, as values that can be printed and saved. */
export interface PhoneFailure {
  /** File name of the step. */
  readonly step: string;
  /** Code of the error table. */
  readonly code: string;
  readonly sentence: string;
  /** How the phone turned a server away, when it did. */
  readonly refusal?: { readonly how: string; readonly alert?: string };
  /** What it held against the server's certificates. */
  readonly verdict?: {
    readonly host: string;
    readonly reason: string;
    readonly sentence: string;
    /** Subjects, leaf first. */
    readonly path: readonly string[];
  };
}

/** The phone as it can be shown: plain values, equal after a round trip through JSON, and no secret among them. */
export interface PhoneState {
  readonly model: string;
  readonly firmware: string;
  /** The image it ran before, still in its flash memory. */
  readonly backupFirmware?: string;
  /** Lower-case hex pairs. */
  readonly mac: string;
  readonly serial: string;
  /** Its own IP address. */
  readonly address: string;
  /** File name of the step it is in, or was in last; `off` before the first. */
  readonly step: string;
  /** Of the sign-in; gone once the user is signed out. */
  readonly outcome?: 'signed-in' | 'sign-in-failed';
  /** It is registered right now, and how it proved who it is. */
  readonly registered?: PhoneScheme;
  /** What its display shows. */
  readonly screen: string;
  /** ISO 8601, on its own clock. */
  readonly date: string;
  /** Milliseconds that the time server moved its date by; absent until one answered. */
  readonly dateOffset?: number;
  readonly lease?: LeaseDetails;
  /** URL of the Certificate Provisioning service, from option 43 or a registrar's challenge. */
  readonly certificateService?: string;
  /** Names in option 120, in order. */
  readonly registrars: readonly string[];
  /** The registrar it is or was connected to, `host:port`. */
  readonly registrar?: string;
  /** SHA-1 thumbprints of the anchors a server gave it. */
  readonly deliveredAnchors: readonly string[];
  /** Without `sip:`. */
  readonly sipAddress?: string;
  /** SHA-1 thumbprint of the user's certificate. */
  readonly certificate?: string;
  /** What in-band provisioning told it last. */
  readonly provisioned?: Provisioned;
  readonly failure?: PhoneFailure;
}
