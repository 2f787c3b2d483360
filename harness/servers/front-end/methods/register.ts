import type { FrontEndCore } from '../core.js';
import { draining, type Refusal, refusalReply } from '../refusals.js';
import { accepted } from '../register/accepted.js';
import { notAdmitted } from '../register/admission.js';
import { bind } from '../register/bind.js';
import { redirected, redirectTarget } from '../register/redirect.js';
import { requestedBinding } from '../register/requested.js';
import type { Reply } from '../reply.js';
import { endpointOf, type Method, type SignedExchange } from './method.js';

/** REGISTER: binds, refreshes, asks for or ends what is registered, or says where to (MS-SIPREGE 3.1.2.5.1). */
export const register: Method = (exchange, core) => {
  const refused = notAdmitted(exchange, core);
  if (refused) return refuse(exchange, core, refused.refusal, refused.problem);
  const home = redirectTarget(core, exchange.account, exchange.link);
  if (home) {
    const { name: registrar } = core.registrar;
    core.recorder.record('front-end.redirected', { user: exchange.user, registrar, to: home.name }, place(exchange));
    return redirected(home);
  }
  const requested = requestedBinding(exchange.facts, core.context.deployment.frontEnd.registrationSeconds);
  if (requested.kind === 'remove') return remove(exchange, core);
  if (requested.kind === 'query') return query(exchange, core);
  if (core.registrar.draining !== undefined && !isRegistered(exchange, core)) {
    return refuse(exchange, core, draining(core.registrar.draining), 'draining');
  }
  return bind(exchange, core, requested.contact, requested.expires);
};

function isRegistered(exchange: SignedExchange, { registrar }: FrontEndCore): boolean {
  const epid = endpointOf(exchange).toLowerCase();
  return registrar.of(exchange.user).some((binding) => binding.epid.toLowerCase() === epid);
}

function remove(exchange: SignedExchange, core: FrontEndCore): Reply {
  const { user } = exchange;
  const epid = endpointOf(exchange);
  core.registrar.remove(user, epid);
  core.recorder.record('front-end.signed-out', { user, epid }, place(exchange));
  return accepted(exchange, core, { expires: 0, ...registered(exchange, core) });
}

function query(exchange: SignedExchange, core: FrontEndCore): Reply {
  const { endpoints, now } = registered(exchange, core);
  const longest = Math.max(0, ...endpoints.map((binding) => binding.expiresAt - now));
  return accepted(exchange, core, { expires: Math.ceil(longest / 1000), endpoints, now });
}

function registered({ user }: SignedExchange, { context, registrar }: FrontEndCore) {
  return { endpoints: registrar.of(user), now: context.clock.elapsed() };
}

function refuse(exchange: SignedExchange, core: FrontEndCore, refusal: Refusal, problem: string): Reply {
  const { errorId, status } = refusal;
  core.recorder.record('front-end.refused', { user: exchange.user, status, errorId, problem }, place(exchange));
  return refusalReply(refusal, core.fqdn);
}

function place({ link }: SignedExchange) {
  return { device: link.device, connection: link.id };
}
