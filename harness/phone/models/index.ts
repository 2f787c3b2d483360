import { tanjayFailsAtDirectory, tanjayTls } from './communicator-phone-edition.js';
import { lyncPhoneEdition } from './lync-phone-edition.js';
import type { PhoneModel } from './model.js';
import { vvx600 } from './polycom-vvx.js';
import { tanjayAuthentication } from './registrar-authentication.js';

type Line = Pick<PhoneModel, 'name' | 'family' | 'vendor' | 'oui' | 'usb' | 'pin' | 'typed'> & Partial<PhoneModel>;

// Families and ways to sign in: documented ("Information Worker" models have the USB port, common-area models only a
// PIN; the CX700 has no PIN). MAC prefixes: registered to the vendor; which of its prefixes a model has is inferred.
const aries = { family: 'aries', pin: true, typed: false } as const;
const tanjay = {
  family: 'tanjay',
  usb: false,
  pin: false,
  typed: true,
  tls: tanjayTls,
  failsAtDirectory: tanjayFailsAtDirectory,
  authentication: tanjayAuthentication,
  // Documented for its first software; that the later one kept to it is inferred.
  asksSearchList: true,
} as const;
const polycom = { vendor: 'Polycom', oui: '00:04:f2' } as const;
const aastra = { vendor: 'Aastra', oui: '00:08:5d' } as const;
const hp = { vendor: 'HP', oui: 'd4:c9:ef' } as const;
const lgNortel = { vendor: 'LG-Nortel', oui: '00:40:5a' } as const;

const lines: readonly Line[] = [
  { name: 'CX500', ...polycom, ...aries, usb: false },
  { name: 'CX600', ...polycom, ...aries, usb: true },
  { name: 'CX700', ...polycom, ...tanjay },
  { name: 'CX3000', ...polycom, ...aries, usb: true },
  { name: '6721ip', ...aastra, ...aries, usb: false },
  { name: '6725ip', ...aastra, ...aries, usb: true },
  { name: '4110', ...hp, ...aries, usb: false },
  { name: '4120', ...hp, ...aries, usb: true },
  { name: 'IP8540', ...lgNortel, ...tanjay },
];

/** Every model the emulated phone can be, by its name. */
export const phoneModels: ReadonlyMap<string, PhoneModel> = new Map(
  [...lines.map((line) => ({ ...lyncPhoneEdition, ...line })), vvx600].map((model) => [model.name, model]),
);

export type { AfterSignIn, AfterSignInWishes } from './after-sign-in.js';
export { type HelloShape, helloShape, helloShapes } from './hello-shape.js';
export { type PhoneModel, type RefusalShape, type RootChainEndpoint, type TimeSource, timeSources } from './model.js';
export type { PhoneScheme, RegistrarAuthentication } from './registrar-authentication.js';
export type { UpdateHabits } from './update-habits.js';
