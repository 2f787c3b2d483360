import { header } from '../../../wire/sip/index.js';
import type { FrontEndCore } from '../core.js';
import type { Dialog } from '../dialogs/dialog.js';
import { endpointOf, type SignedExchange } from '../methods/method.js';
import type { Reply } from '../reply.js';
import { newTag } from '../response.js';
import { accepted } from './accepted.js';
import { checkInstance } from './instance.js';

/** Bind or refresh the endpoint; the registration is a dialog too, for the notice that it was ended (MS-SIPREGE 3.1.1.4). */
export function bind(exchange: SignedExchange, core: FrontEndCore, contact: string, expires: number): Reply {
  const { association, instance, link, user } = exchange;
  const epid = endpointOf(exchange);
  checkInstance(exchange, core);
  const dialog = registrationDialog(exchange, contact, core.registrar.dialog(user, epid));
  const now = core.context.clock.elapsed();
  const { action, endpoints } = core.registrar.bind(
    {
      registrar: core.registrar.name,
      user,
      epid,
      instance,
      contact,
      connection: link.id,
      device: link.device,
      expiresAt: now + expires * 1000,
    },
    dialog,
    now,
  );
  // Whether the phone is signed in shows when its 200 leaves: a scenario may lose it, or turn it into something else.
  const sent = () => {
    if (action === 'added' || !association.signedIn) recordSignedIn(exchange, core, expires);
    association.signedIn = true;
  };
  return accepted(exchange, core, { expires, endpoints, now, action, toTag: dialog.localTag, sent });
}

function recordSignedIn(exchange: SignedExchange, core: FrontEndCore, expires: number): void {
  const { link, user } = exchange;
  const { certificate, scheme } = exchange.association;
  const { name: registrar } = core.registrar;
  core.recorder.record(
    'front-end.signed-in',
    {
      user,
      epid: endpointOf(exchange),
      scheme,
      expires,
      registrar,
      ...(certificate === undefined ? {} : { certificate }),
    },
    { device: link.device, connection: link.id },
  );
}

/** Refreshes keep the Call-ID and with it the dialog. */
function registrationDialog(
  { endpoint, epid, from, link, request, user }: SignedExchange,
  contact: string,
  known: Dialog | undefined,
): Dialog {
  const callId = header(request, 'Call-ID') ?? '';
  const remoteTag = from.parameters.get('tag') ?? '';
  const goesOn = known?.callId === callId && known.remoteTag === remoteTag;
  return {
    user,
    endpoint: endpoint ?? '',
    epid,
    callId,
    localTag: goesOn ? known.localTag : newTag(),
    remoteTag,
    // To and From of a REGISTER name the same user.
    localUri: from.uri,
    remoteUri: from.uri,
    contact,
    connection: link.id,
    cseq: goesOn ? known.cseq : 0,
  };
}
