import { type Host, isRegistrar, registrarUri, type User } from '../../../deployment/index.js';
import type { Link } from '../connection/link.js';
import type { FrontEndCore } from '../core.js';
import type { Reply } from '../reply.js';

/** Seconds a client may remember where its home is: 30 days (observed on Skype for Business Server 2015). */
const REMEMBERED_SECONDS = 2_592_000;

/**
 * The Registrar a user has to go to instead of this one, if any. An Edge passes requests on to the home pool itself:
 * its clients could not reach the host of a 301 (inferred).
 */
export function redirectTarget({ context, registrar }: FrontEndCore, account: User, link: Link): Host | undefined {
  if (link.through === 'edge' || registrar.role === 'backup') return undefined;
  const { deployment, pool } = context;
  const home = pool.accounts.homeOf(account);
  const { redirect } = deployment.frontEnd;
  const told = registrar.name === 'front-end' && (redirect?.for === 'everybody' || redirect?.to === home);
  if (told) return deployment.hosts.get(redirect.to);
  return home === registrar.name || !isRegistrar(home) ? undefined : deployment.hosts.get(home);
}

/** 301 to the home pool (observed); clients take the host of Contact and begin there anew. */
export function redirected(target: Host): Reply {
  return {
    status: 301,
    reason: 'Redirect request to Home Server',
    after: [
      { name: 'Contact', value: `<${registrarUri(target)}>` },
      { name: 'Expires', value: String(REMEMBERED_SECONDS) },
    ],
  };
}
