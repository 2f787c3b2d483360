import type { StepContext } from '../context.js';

export const UPDATE_HOST = 'ucupdates-r2';
export const UPDATE_PATH = '/RequestHandler/ucdevice.upx';

/** What makes the phone ask. */
export type UpdateOccasion = 'power-on' | 'sign-in' | 'daily';

/** Where a check goes, and how. */
export interface UpdatePlace {
  readonly url: string;
  /** The phone is outside the company: the external addresses, and credentials where they are asked for. */
  readonly outside: boolean;
  /** Asked where the server of the place before is not trusted. */
  readonly fallback?: boolean;
}

/**
 * Where the phone asks for updates on an occasion; undefined where it asks nobody. At power-on a name in the domain of
 * DHCP (documented), and outside the company, where no such name is, the external address in-band provisioning gave
 * before (inferred). After sign-in the address of in-band provisioning, internal or external.
 */
export function updatePlaces(context: StepContext, occasion: UpdateOccasion): UpdatePlace[] {
  const places = placesFor(context, occasion);
  return context.habits.updateOverHttp ? places.flatMap(withFallback) : places;
}

/** Port 80 of the same server, inside; that it is asked at all is a setting. */
function withFallback(place: UpdatePlace): UpdatePlace[] {
  const [, host] = /^https:\/\/([^/:]+)(?::\d+)?(?=\/)/i.exec(place.url) ?? [];
  if (place.outside || host === undefined) return [place];
  return [place, { url: place.url.replace(/^https:\/\/[^/]+/i, `http://${host}`), outside: false, fallback: true }];
}

function placesFor(context: StepContext, occasion: UpdateOccasion): UpdatePlace[] {
  const { firmware, memory, model, registration } = context;
  const { updates } = model;
  const { deviceUpdate, externalUpdateUrl, updateUrl } = memory.provisioned ?? {};
  if (!updates.updatesItself(firmware) || deviceUpdate === false) return [];
  const outside = registration.current?.granted?.terms.remote ?? false;
  const external = externalUpdateUrl === undefined ? [] : [{ url: externalUpdateUrl, outside: true }];
  if (occasion === 'power-on') {
    if (!updates.asksByName(firmware)) return [];
    return [...byName(context), ...external];
  }
  if (occasion === 'daily' && updates.dailyBy(firmware) === 'name') return outside ? external : byName(context);
  if (outside) return external;
  if (updateUrl !== undefined) return [{ url: updateUrl, outside: false }];
  // Not provisioned: a Front End that tells of no service leaves the name, to a phone that asks by name at all.
  return memory.provisioned === undefined && updates.asksByName(firmware) ? byName(context) : [];
}

function byName({ firmware, memory, model }: StepContext): UpdatePlace[] {
  const domain = memory.lease?.domain;
  if (domain === undefined) return [];
  return [{ url: `${model.updates.scheme(firmware)}://${UPDATE_HOST}.${domain}${UPDATE_PATH}`, outside: false }];
}
