/** The services a phone reaches over TLS, as an administrator calls them. */
export const tlsServices = { 'front-end': 'Front End', web: 'web services' } as const;

/** The Front End first: a phone refused there got past the web services or never needed them. */
export const tlsServiceNames = ['front-end', 'web'] as const;
