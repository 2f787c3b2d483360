import type { TrustProfile } from '../../../certs/trust/index.js';
import type { PhoneTlsOffer, RefusalShape } from '../../tls/index.js';
import type { RedirectPolicy } from '../network/http/redirects.js';
import type { AfterSignInWishes } from './after-sign-in.js';
import type { RegistrarAuthentication } from './registrar-authentication.js';
import type { UpdateHabits } from './update-habits.js';

export type { RefusalShape };

/** Where the anonymous root chain may be fetched: scheme and port on the host of option 43. */
export type RootChainEndpoint = 'http:80' | 'http:8080' | 'https:443';

/** Where a phone looks for a time server, all of which it asks by SNTP: option 42 or 4, `_ntp._udp`, or time.windows.com. */
export const timeSources = ['option-42', 'option-4', 'srv', 'well-known'] as const;
export type TimeSource = (typeof timeSources)[number];

/** How a phone asks autodiscover: by https before http, or the other way round. */
export const autodiscoverOrders = ['https-first', 'http-first'] as const;
export type AutodiscoverOrder = (typeof autodiscoverOrders)[number];

/** One model of phone, as data. */
export interface PhoneModel {
  readonly name: string;
  /**
   * The hardware and software line: Windows CE 6 phones of 2010 and later, their predecessors, or a vendor's own phone
   * that is qualified for Lync.
   */
  readonly family: 'aries' | 'tanjay' | 'vvx' | 'audiocodes' | 'yealink';
  /** As the device update service knows it. */
  readonly vendor: string;
  /** First three bytes of its MAC address. */
  readonly oui: string;
  /** What one has that nobody said anything about: four numbers. */
  readonly usualFirmware: string;
  /** What its hello offers, with that firmware. */
  tls(firmware: string): PhoneTlsOffer;
  /** Keeps TLS sessions and offers to resume them. */
  readonly resumesSessions: boolean;
  readonly refusal: RefusalShape;
  /** Whether its web ticket outlives a power cycle, as its certificate does. */
  readonly keepsTicket: boolean;
  /** What it accepts of a chain, beside the question of the root. */
  trust(firmware: string): TrustProfile;
  userAgent(firmware: string): string;
  /** Signs in with credentials a PC hands over by cable. */
  readonly usb: boolean;
  /** Signs in with a number and a PIN. */
  readonly pin: boolean;
  /** Takes address, domain, user and password on its own screen. */
  readonly typed: boolean;
  /** Where its web client lets itself be sent. */
  readonly redirects: RedirectPolicy;
  /** Its built-in roots are not published: the firmware of Lync Phone Edition whose roots stand in for them. */
  readonly rootsAsOf?: string;
  /** False: it never looks for CA certificates in Active Directory. */
  readonly readsDirectory?: boolean;
  /** This firmware fails to fetch CA certificates from Active Directory, and says that the domain is not accessible. */
  failsAtDirectory?(firmware: string): boolean;
  /** Tried in this order. */
  readonly rootChain: readonly RootChainEndpoint[];
  /** Tried in this order. */
  readonly timeSources: readonly TimeSource[];
  /** Asks DHCP for option 119, and takes its suffixes instead of the domain. */
  readonly asksSearchList: boolean;
  /** Looks for its SIP server by Lync autodiscover before it registers; absent: it knows nothing of it. */
  readonly autodiscover?: AutodiscoverOrder;
  readonly authentication: RegistrarAuthentication;
  readonly afterSignIn: AfterSignInWishes;
  readonly updates: UpdateHabits;
}
