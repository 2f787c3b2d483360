import type { RsaKeyPair } from '../../certs/requests/index.js';
import type { Anchor } from '../../certs/trust/index.js';
import type { Clock } from '../foundation/clock/index.js';
import type { SeededRandom } from '../foundation/random.js';
import type { Secret } from '../foundation/secret.js';
import type { EventTime, Journal, Recorder } from '../journal/index.js';
import type { KeptPhone } from './kept/index.js';
import type { AutodiscoverOrder, HelloShape, RefusalShape, TimeSource } from './models/index.js';
import type { AddressPlug } from './network/address-plug.js';
import type { DialTable } from './network/dial.js';
import type { RedirectPolicy } from './network/http/redirects.js';
import type { PhoneProfile } from './profile/index.js';
import type { ImageSlot } from './update/image-slot.js';

/** What a person tells the phone. */
export type TypedCredentials =
  | {
      readonly signIn: 'pin';
      /** Extension or phone number, as dialled. */
      readonly number: string;
      readonly pin: Secret;
    }
  | {
      /** Handed over by the PC through the cable, or typed on the phone's own screen; a Tanjay phone takes `usb` as `typed`. */
      readonly signIn: 'usb' | 'typed';
      /** With or without `sip:`. */
      readonly sipAddress: string;
      /** NetBIOS or DNS name of the Active Directory domain; empty where the user is a principal name. */
      readonly domain: string;
      readonly user: string;
      readonly password: Secret;
    };

/** The wall socket the phone is plugged into. */
export interface PhoneNetwork {
  /** The phone's own IPv4 address, the source of every connection. */
  readonly address: string;
  readonly dial: DialTable;
  /** Where the phone must lease its address; until then `address` is what its broadcasts leave from. */
  readonly lease?: AddressPlug;
  /** The UDP port DHCP replies are heard on: 68, or 0 for any. */
  readonly dhcp: { readonly port: number };
}

/** Everything an emulated phone ever receives; all else it learns from the network. */
export interface PhoneOptions {
  /** A key of `phoneModels`: `CX600`. */
  readonly model: string;
  /** Four numbers: `4.0.7577.4366`. What it is made with; an update, or what it kept, takes its place. */
  readonly firmware: string;
  /** The built-in trust of a firmware; a list, where every firmware has the same. */
  readonly anchors: readonly Anchor[] | ((firmware: string) => readonly Anchor[]);
  /** What the vendor's own provisioning server has this phone run: an authority beside the update service. */
  readonly provisioningServer?: { readonly firmware: string };
  /** Any usual notation; by default one of the model's vendor, drawn from the seed. */
  readonly mac?: string;
  readonly serial?: string;
  /** Endpoint identifier, 10 hex digits; by default drawn from the seed. */
  readonly epid?: string;
  /** What the phone had in its memory when it was switched off last: who it is, and its certificates. */
  readonly kept?: KeptPhone;
  /** Where an image is written to, what came before included; by default a place that is lost with the process. */
  readonly imageSlot?: ImageSlot;
  readonly typed: TypedCredentials;
  readonly network: PhoneNetwork;
  /** Elapsed time and waits. It tells no date: the phone has that from the time server. */
  readonly clock: Clock;
  /** Where the phone's own account goes: a journal, or a function that makes a recorder on the phone's time. */
  readonly recorder?: Journal | ((time: EventTime) => Recorder);
  readonly random: SeededRandom;
  /** A key pair to use instead of generating one, which takes a moment. */
  readonly privateKey?: RsaKeyPair;
  /** What was observed of a real phone, in the place of what is inferred of the model. */
  readonly profile?: PhoneProfile | undefined;
  /** What this phone's TLS hello offers, instead of the model's. */
  readonly hello?: HelloShape;
  /** How this phone refuses a certificate, instead of the model's way. */
  readonly refusal?: RefusalShape;
  /** Where this phone's web client lets itself be sent, instead of its model's way. */
  readonly redirects?: RedirectPolicy;
  /** Where this phone looks for the time, instead of its model's sources. */
  readonly timeSources?: readonly TimeSource[];
  /**
   * Whether this phone asks autodiscover, and by which scheme first, instead of its model’s way (inferred). A model that
   * knows nothing of it never does.
   */
  readonly autodiscover?: AutodiscoverOrder | 'never';
  /**
   * Whether this phone gives its PIN to a web service over plain http, where metadata or a redirect lead there; default
   * never. What real phones do is unknown.
   */
  readonly pinInClear?: boolean;
  /** Whether this phone's web ticket outlives a power cycle, instead of its model's way. */
  readonly keepsTicket?: boolean;
  /**
   * A tethered phone fetches the root chain from the certificate web service too, after Active Directory. One field
   * report has it so; the article it comments on says that such a phone does not, which is the default.
   */
  readonly chainWhenTethered?: boolean;
  /**
   * A build that crashes once its user’s own data have come, and reboots; `users` are account names of those whose data
   * it does not survive, everybody when absent. What it cannot take is unknown.
   */
  readonly crash?: { readonly firmware: string; readonly users?: readonly string[] };
  /** Somebody set a PIN that locks the phone. */
  readonly deviceLock?: boolean;
  /** The phone asks before it installs, and this is what its user chooses; by default it does not ask. */
  readonly updatePrompt?: 'update' | 'postpone';
  /** Somebody has the phone send its logs, once, after its first sign-in: so many files of so many bytes. */
  readonly sendsLogs?: { readonly count: number; readonly bytes: number };
  /** Whether the update check goes on over http where the server is not trusted over https (unknown); default: no. */
  readonly updateOverHttp?: boolean;
  /** Gets the NSS key log line of every TLS connection, without a line end. */
  readonly keyLog?: ((line: string) => void) | undefined;
  /** The date a phone without a battery clock wakes up to. */
  readonly powerOnDate?: Date;
}
