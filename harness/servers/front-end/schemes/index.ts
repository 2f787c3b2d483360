import type { RegistrarScheme } from '../../../deployment/index.js';
import type { ServerContext } from '../../context.js';
import { kerberos } from './kerberos.js';
import { ntlm } from './ntlm.js';
import type { Scheme } from './scheme.js';
import { tlsDsk } from './tls-dsk.js';

const schemes: Readonly<Record<RegistrarScheme, (context: ServerContext, fqdn: string) => Scheme>> = {
  NTLM: ntlm,
  Kerberos: (_, fqdn) => kerberos(fqdn),
  'TLS-DSK': tlsDsk,
};

/** The schemes of this Front End in the order offered: those the deployment names, each once. */
export function schemesOf(context: ServerContext, fqdn: string): readonly Scheme[] {
  return [...new Set(context.deployment.frontEnd.schemes)].map((name) => schemes[name](context, fqdn));
}

export type { Handshake, HandshakeStep, Proven, Scheme } from './scheme.js';
