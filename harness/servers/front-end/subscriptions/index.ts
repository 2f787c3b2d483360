import type { EventPackage } from './event-package.js';

/** Every event package served, by name in lower case. */
const packages: ReadonlyMap<string, EventPackage> = new Map<string, EventPackage>(
  ([] as EventPackage[]).map((one) => [one.name.toLowerCase(), one]),
);

export function eventPackage(name: string): EventPackage | undefined {
  return packages.get(name.toLowerCase());
}
