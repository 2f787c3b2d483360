import type { ImageSlot } from './image-slot.js';

/** What the device update service offers. */
export interface UpdateOffer {
  /** Four numbers. */
  readonly version: string;
  readonly file: string;
  readonly signatureFile: string;
  /** Folders of the files; absent where the service left them empty. */
  readonly baseUrl?: string;
  readonly externalBaseUrl?: string;
}

/** An image on its way into the flash memory: what is there already is not fetched again. */
export interface PartialImage {
  readonly version: string;
  readonly url: string;
  readonly slot: ImageSlot;
  /** By which a server tells that the file is still the same (RFC 9110 8.8.3). */
  etag?: string;
}

/** An image that is complete and checked, and waits until nobody uses the phone. */
export interface StagedImage {
  readonly version: string;
  /** Clock milliseconds. */
  readonly since: number;
}

/** The flash memory, as far as firmware goes. */
export interface Flash {
  /** What runs. */
  current: string;
  /** What ran before; it stays, so that the phone can go back (sourced). */
  backup?: string;
  partial?: PartialImage;
  staged?: StagedImage;
}

/** Installs: what ran stays as the other image, and the phone boots the new one from now on. */
export function install(flash: Flash, version: string): void {
  flash.backup = flash.current;
  flash.current = version;
  delete flash.staged;
  delete flash.partial;
}
