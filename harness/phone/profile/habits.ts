import type { PhoneModel } from '../models/index.js';
import { profileOffer } from './offer.js';
import type { PhoneProfile } from './schema.js';

/** A model with what was observed of a phone in the place of what is inferred of it. */
export function withProfile(model: PhoneModel, profile: PhoneProfile | undefined): PhoneModel {
  const offer = profile?.tls && profileOffer(profile.tls);
  return offer ? { ...model, tls: () => offer } : model;
}

/** What a DHCP message asks for and as which class: as observed, where that has everything the step needs. */
export function profileDhcp(
  profile: PhoneProfile | undefined,
  type: string,
  usual: { readonly vendorClass?: string | undefined; readonly asked?: readonly number[] },
): { readonly vendorClass?: string | undefined; readonly asked?: readonly number[] } {
  const { asked } = usual;
  const seen = type === 'inform' ? profile?.dhcp?.inform : profile?.dhcp?.lease;
  if (!seen || !asked) return usual;
  const enough = asked.every((code) => seen.asked.includes(code));
  return { vendorClass: seen.vendorClass, asked: enough ? seen.asked : asked };
}
