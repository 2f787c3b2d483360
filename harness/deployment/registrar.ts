import { type Deployment, host } from './deployment.js';
import type { Host, HostName } from './host.js';

/**
 * What a Registrar does with users: a pool registers those homed on it and sends the others home, a Director sends
 * everybody home, a backup registers everybody without their contacts and presence.
 */
export type RegistrarRole = 'pool' | 'director' | 'backup';

/** The hosts with a Registrar, and its role. */
export const registrarRoles = {
  'front-end': 'pool',
  'front-end-2': 'pool',
  director: 'director',
  backup: 'backup',
} as const satisfies Readonly<Record<string, RegistrarRole>>;

export type RegistrarName = keyof typeof registrarRoles;

export function isRegistrar(name: HostName): name is RegistrarName {
  return Object.hasOwn(registrarRoles, name);
}

/** The Registrars of a deployment, `front-end` first. */
export function registrarsOf(deployment: Deployment): RegistrarName[] {
  return (Object.keys(registrarRoles) as RegistrarName[]).filter((name) => deployment.hosts.has(name));
}

/** What phones are told of as their Registrar, by DHCP and DNS. */
export function toldRegistrar(deployment: Deployment): Host {
  return host(deployment, deployment.registrar);
}

/** Whether phones are outside: they find the Edge by external DNS, and nobody tells them internal names. */
export function phonesAreOutside(deployment: Deployment): boolean {
  return deployment.registrar === 'edge';
}

/** The URI that leads a client to a Registrar (observed in a 301's Contact). */
export function registrarUri({ fqdn }: Host): string {
  return `sip:${fqdn}:5061;transport=tls`;
}
