import { header } from '../../../wire/sip/index.js';
import { addressOf } from '../exchange.js';
import { refusalReply, unknownUser } from '../refusals.js';
import type { Method } from './method.js';

/**
 * MESSAGE: nobody here has a conversation window. To a user of this deployment it is 480, as where no endpoint takes
 * it; to anybody else 404 with 4005 (inferred).
 */
export const message: Method = ({ request }, core) => {
  const to = addressOf(request.uri);
  const known = core.context.deployment.users.some(({ sipAddress }) => sipAddress === to);
  const inDialog = /;\s*tag=/i.test(header(request, 'To') ?? '');
  if (inDialog) return { status: 481, reason: 'Call Leg/Transaction Does Not Exist' };
  return known ? { status: 480, reason: 'Temporarily Unavailable' } : refusalReply(unknownUser, core.fqdn);
};
