import { attribute, children, descend, find, parseXml, type XmlElement } from '../../wire/xml/index.js';

/** Versions of the user's publications, by `publicationKey`: the server takes the next one only. */
export type PublicationVersions = Map<string, number>;

/** Publications the phone remembers; one user has a few dozen. */
export const MAX_PUBLICATIONS = 1000;

export function publicationKey(category: string, instance: number, container: number): string {
  return `${category} ${instance} ${container}`;
}

/** The versions in a roamingData document. @throws HarnessError WIRE_INVALID, WIRE_TOO_LARGE */
export function takeVersions(versions: PublicationVersions, body: Buffer): void {
  const categories = find(parseXml(body), 'categories');
  for (const category of categories ? children(categories, 'category') : []) {
    const version = numberIn(category, 'version');
    const instance = numberIn(category, 'instance');
    if (version === undefined || instance === undefined || versions.size >= MAX_PUBLICATIONS) continue;
    const name = attribute(category, 'name') ?? '';
    versions.set(publicationKey(name, instance, numberIn(category, 'container') ?? 0), version);
  }
}

/** The current versions in the fault of a 409, by the position of the publication, from 1 (observed of pidgin-sipe). */
export function currentVersions(body: Buffer): ReadonlyMap<number, number> {
  const details = descend(parseXml(body), 'details');
  const operations = details ? children(details, 'operation') : [];
  return new Map(
    operations.flatMap((operation) => {
      const index = numberIn(operation, 'index');
      const current = numberIn(operation, 'curVersion');
      return index === undefined || current === undefined ? [] : [[index, current] as const];
    }),
  );
}

function numberIn(element: XmlElement, name: string): number | undefined {
  const value = attribute(element, name);
  return value !== undefined && /^[0-9]{1,10}$/.test(value) ? Number(value) : undefined;
}
