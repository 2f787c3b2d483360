import { lyncPhoneEdition } from './lync-phone-edition.js';
import type { PhoneModel } from './model.js';

/** What a line of an Aries phone says of itself. */
type Line = Pick<PhoneModel, 'name' | 'vendor' | 'oui' | 'usb'>;

/**
 * A phone of Windows CE 6 made for Lync, 2010 and later. All take a number and a PIN; those for people with a PC
 * ("Information Worker") have the USB port besides, common-area models have not (documented).
 */
export function aries(line: Line): PhoneModel {
  return { ...lyncPhoneEdition, ...line, family: 'aries', pin: true, typed: false };
}

// MAC prefixes: registered to the vendor; which of its prefixes a model has is inferred.
export const polycom = { vendor: 'Polycom', oui: '00:04:f2' } as const;
export const aastra = { vendor: 'Aastra', oui: '00:08:5d' } as const;
export const hp = { vendor: 'HP', oui: 'd4:c9:ef' } as const;
