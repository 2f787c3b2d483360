/** Every port that speaks TLS. */
export const tlsPoints = ['front-end.tls', 'web.tls', 'exchange.tls'] as const;
