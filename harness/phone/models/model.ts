import type { PhoneTlsVersion, RefusalShape } from '../../tls/index.js';

export type { RefusalShape };

/** Where the anonymous root chain may be fetched: scheme and port on the host of option 43. */
export type RootChainEndpoint = 'http:80' | 'http:8080' | 'https:443';

/** What a phone offers in its TLS hello. */
export interface TlsOffer {
  readonly minVersion: PhoneTlsVersion;
  readonly maxVersion: PhoneTlsVersion;
  /** OpenSSL cipher list. */
  readonly ciphers: string;
}

/** One model of phone, as data. */
export interface PhoneModel {
  readonly name: string;
  /** The hardware and software line: Windows CE 6 phones of 2010 and later, or their predecessors. */
  readonly family: 'aries' | 'tanjay';
  /** As the device update service knows it. */
  readonly vendor: string;
  /** First three bytes of its MAC address. */
  readonly oui: string;
  readonly tls: TlsOffer;
  readonly refusal: RefusalShape;
  userAgent(firmware: string): string;
  /** Signs in with credentials a PC hands over by cable. */
  readonly usb: boolean;
  /** Signs in with a number and a PIN. */
  readonly pin: boolean;
  /** Takes address, domain, user and password on its own screen. */
  readonly typed: boolean;
  /** Tried in this order. */
  readonly rootChain: readonly RootChainEndpoint[];
}
