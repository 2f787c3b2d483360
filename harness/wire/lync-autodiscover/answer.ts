/** Where a client is taken to be (MS-OCDISCWS 2.2, AccessLocation). */
export type DiscoveredLocation = 'Internal' | 'External';

/** A link of an answer: `Redirect`, `User` and others; clients compare the token without case (observed of one). */
export interface DiscoveredLink {
  readonly token: string;
  readonly href: string;
}

/** Where SIP clients of a location connect: `SipClientInternalAccess` or `SipClientExternalAccess`. */
export interface DiscoveredAccess {
  readonly location: DiscoveredLocation;
  readonly fqdn: string;
  readonly port: number;
}

/** What a client reads of an AutodiscoverResponse. */
export interface AutodiscoverAnswer {
  /** Absent where the answer does not say, or says neither of the two. */
  readonly location?: DiscoveredLocation;
  readonly links: readonly DiscoveredLink[];
  readonly access: readonly DiscoveredAccess[];
}

/** An answer of a real server is 3 KB; nobody needs more. */
export const MAX_AUTODISCOVER_BYTES = 64 * 1024;
/** Real answers have some twenty. */
export const MAX_AUTODISCOVER_LINKS = 100;
/** Of a URL that somebody else wrote. */
export const MAX_AUTODISCOVER_HREF = 2048;

const locations: readonly DiscoveredLocation[] = ['Internal', 'External'];

/** The location of that name, in any case. */
export function locationNamed(name: string | undefined): DiscoveredLocation | undefined {
  return locations.find((each) => each.toLowerCase() === name?.toLowerCase());
}

/** The links that can be links: others are passed over. */
export function usableLinks(
  links: readonly { readonly token: string | undefined; readonly href: string | undefined }[],
): DiscoveredLink[] {
  return links.slice(0, MAX_AUTODISCOVER_LINKS).flatMap(({ token, href }) => {
    if (token === undefined || href === undefined || href.length > MAX_AUTODISCOVER_HREF) return [];
    return token === '' || href === '' ? [] : [{ token, href }];
  });
}

/** A name and a port that can be dialled; another value is passed over, as a documented client does (observed). */
export function usableAccess(
  location: DiscoveredLocation,
  fqdn: string | undefined,
  port: string | undefined,
): DiscoveredAccess[] {
  const number = /^[0-9]{1,5}$/.test(port ?? '') ? Number(port) : 0;
  if (fqdn === undefined || number < 1 || number > 65_535) return [];
  return /^(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\.?$/i.test(fqdn)
    ? [{ location, fqdn: fqdn.replace(/\.$/, ''), port: number }]
    : [];
}
