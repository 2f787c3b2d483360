import type { RegistrarRole } from '../../../deployment/index.js';

/**
 * The presence-state of a 200: what happened to the binding (MS-SIPREGE 2.2.1.4), and at a backup Registrar that the
 * user's own pool is away and with it contacts and presence, so that the client goes on in survivable mode.
 */
export function presenceState(action: 'added' | 'refreshed', role: RegistrarRole): string {
  const registered = `register-action="${action}"`;
  return role === 'backup'
    ? `${registered};primary-cluster-type="remote";is-connected-to-primary="no";user-services-state=unavailable`
    : registered;
}
