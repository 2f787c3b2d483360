/** Every port that speaks TLS. */
export const tlsPoints = ['front-end.tls', 'web.tls', 'exchange.tls', 'directory.tls'] as const;
