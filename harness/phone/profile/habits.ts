import type { PhoneModel } from '../models/index.js';
import { profileOffer } from './offer.js';
import type { PhoneProfile } from './schema.js';

/** A model with what was observed of a phone in the place of what is inferred of it. */
export function withProfile(model: PhoneModel, profile: PhoneProfile | undefined): PhoneModel {
  const offer = profile?.tls && profileOffer(profile.tls);
  return offer ? { ...model, tls: () => offer } : model;
}

/** What a DHCP message asks for and as which class: as observed, where one has everything that the step needs. */
export function profileDhcp(
  profile: PhoneProfile | undefined,
  type: string,
  usual: { readonly vendorClass?: string | undefined; readonly asked?: readonly number[] },
): { readonly vendorClass?: string | undefined; readonly asked?: readonly number[] } {
  const { asked } = usual;
  if (!asked) return usual;
  const seen = type === 'inform' ? profile?.dhcp?.inform : profile?.dhcp?.lease;
  return seen?.find((shape) => asked.every((code) => shape.asked.includes(code))) ?? usual;
}
