import { header, instanceFromEpid, parseAddress } from '../../../wire/sip/index.js';
import type { FrontEndCore } from '../core.js';
import { addressOf } from '../exchange.js';
import { otherUser, type Refusal, refusalReply } from '../refusals.js';
import { accepted } from '../register/accepted.js';
import { contactOverConnection } from '../register/contacts.js';
import { requestedBinding } from '../register/requested.js';
import { registerRefusal } from '../register/validate.js';
import type { Reply } from '../reply.js';
import type { Method, SignedExchange } from './method.js';

/** REGISTER: binds, refreshes, asks for or ends what is registered (MS-SIPREGE 3.1.2.5.1). */
export const register: Method = (exchange, core) => {
  const invalid = registerRefusal(exchange.request);
  if (invalid) return refuse(exchange, core, invalid.refusal, invalid.problem);
  // A signature proves who From is; the address that is bound is the one in To.
  if (addressOf(parseAddress(header(exchange.request, 'To') ?? '').uri) !== exchange.user) {
    return refuse(exchange, core, otherUser, 'registers-another-user');
  }
  const requested = requestedBinding(exchange.request);
  if (requested.kind === 'bind') return bind(exchange, core, requested.contact, requested.expires);
  return requested.kind === 'remove' ? remove(exchange, core) : query(exchange, core);
};

function bind(exchange: SignedExchange, core: FrontEndCore, contact: string, expires: number): Reply {
  const { association, instance, link, user } = exchange;
  const { clock, pool } = core.context;
  const epid = endpointOf(exchange);
  checkInstance(exchange, core);
  const now = clock.elapsed();
  const action = pool.bindings.register(
    {
      user,
      epid,
      instance,
      contact: contactOverConnection(contact, link.cid),
      connection: link.id,
      expiresAt: now + expires * 1000,
    },
    now,
  );
  if (action === 'added' || !association.signedIn) {
    const { certificate, scheme } = association;
    core.recorder.record(
      'front-end.signed-in',
      { user, epid, scheme, expires, ...(certificate === undefined ? {} : { certificate }) },
      { device: link.device, connection: link.id },
    );
  }
  association.signedIn = true;
  return accepted({ bindings: pool.bindings.of(user, now), now, expires, action });
}

function remove(exchange: SignedExchange, core: FrontEndCore): Reply {
  const { association, link, user } = exchange;
  const { clock, pool } = core.context;
  const epid = endpointOf(exchange);
  pool.bindings.remove(user, epid);
  association.signedIn = false;
  core.recorder.record('front-end.signed-out', { user, epid }, { device: link.device, connection: link.id });
  const now = clock.elapsed();
  return accepted({ bindings: pool.bindings.of(user, now), now, expires: 0, action: undefined });
}

function query({ user }: SignedExchange, core: FrontEndCore): Reply {
  const now = core.context.clock.elapsed();
  const bindings = core.context.pool.bindings.of(user, now);
  const longest = Math.max(0, ...bindings.map((binding) => binding.expiresAt - now));
  return accepted({ bindings, now, expires: Math.ceil(longest / 1000), action: undefined });
}

function refuse({ link, user }: SignedExchange, core: FrontEndCore, refusal: Refusal, problem: string): Reply {
  const { errorId, status } = refusal;
  core.recorder.record(
    'front-end.refused',
    { user, status, errorId, problem },
    { device: link.device, connection: link.id },
  );
  return refusalReply(refusal, core.fqdn);
}

/** A signed request has an endpoint: its association was found by it. */
function endpointOf({ endpoint, epid }: SignedExchange): string {
  return epid ?? endpoint ?? '';
}

/** MS-SIPAE 3.3.5.2 wants epid and instance to belong together; whether servers refuse otherwise is not known. */
function checkInstance({ epid, instance, link }: SignedExchange, core: FrontEndCore): void {
  if (epid === undefined || instance === undefined || instanceFromEpid(epid) === instance) return;
  core.recorder.record(
    'front-end.invalid',
    { problem: `epid ${epid} and +sip.instance ${instance} do not belong together` },
    { device: link.device, connection: link.id },
  );
}
