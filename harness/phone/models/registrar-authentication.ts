/** The ways to prove who one is that phones have, by the names of their challenges. */
export type PhoneScheme = 'TLS-DSK' | 'NTLM';

/** How a phone authenticates at the registrar. */
export interface RegistrarAuthentication {
  /** What it takes of the offered, the dearest first: TLS-DSK needs the user's certificate, NTLM a password. */
  readonly order: readonly PhoneScheme[];
  /** `needed`: it gives up where certificates do not authenticate. `wanted`: it stays on its password then. */
  readonly certificate: 'needed' | 'wanted';
}

/**
 * Both families use NTLM and certificates, and prefer the certificate once they have one (sourced). Where the registrar
 * has certificate authentication disabled, phones with the USB port or PIN are dead and their predecessors go on (sourced).
 */
export const ariesAuthentication: RegistrarAuthentication = { order: ['TLS-DSK', 'NTLM'], certificate: 'needed' };
export const tanjayAuthentication: RegistrarAuthentication = { order: ['TLS-DSK', 'NTLM'], certificate: 'wanted' };
