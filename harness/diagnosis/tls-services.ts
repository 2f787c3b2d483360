/** The services a phone reaches over TLS, as an administrator calls them. */
export const tlsServices = { 'front-end': 'Front End', web: 'web services' } as const;

/** The Front End first: a phone refused there got past the web services or never needed them. */
export const tlsServiceNames = ['front-end', 'web'] as const;

/** Names in a sentence before it counts the rest. */
const NAMED = 6;

/** Suites or versions as a sentence names them. */
export function named(names: readonly string[]): string {
  const more = names.length - NAMED;
  return names.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
