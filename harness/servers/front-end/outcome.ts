import type { ArmedFault } from '../../faults/index.js';
import { disturb, type FaultPoint, type SipDelivery, type SipFault } from '../../faults/index.js';
import type { SipMessage, SipResponse } from '../../wire/sip/index.js';
import type { Association } from './associations.js';
import type { Link } from './connection/link.js';
import type { FrontEndCore } from './core.js';

/** A finished response, and what the scenario's faults do with it on its way out. */
export interface Outcome {
  readonly response: SipMessage;
  readonly deliveries: readonly SipDelivery[];
  /** Called when it leaves. */
  readonly sent?: (() => void) | undefined;
}

/** The points at which answers may be disturbed. */
export type AnswerPoint = Exclude<Extract<FaultPoint, `front-end.${string}`>, `${string}.tls`>;

const none: readonly never[] = [];

/** As it is, whatever the scenario's faults. */
export function undisturbed(response: SipMessage): Outcome {
  return { response, deliveries: none };
}

/** Signs a response where there is an association, as the scenario's faults at this point have it. */
export function outcome(
  core: FrontEndCore,
  point: AnswerPoint,
  link: Link,
  response: SipResponse,
  association?: Association,
  sent?: () => void,
): Outcome {
  const faults = core.context.faults.for(point, { device: link.device, connection: link.id });
  if (faults.length === 0) {
    return { response: association?.security.signed(response) ?? response, deliveries: none, sent };
  }
  const result = disturbed(faults, response, association);
  const { response: answer } = result;
  return { ...result, sent: answer.kind === 'response' && answer.status === response.status ? sent : undefined };
}

function disturbed(
  faults: readonly ArmedFault<SipFault>[],
  answer: SipResponse,
  association: Association | undefined,
): Outcome {
  const { deliveries, response, signature, signatureDone } = disturb(answer, faults);
  if (association === undefined) return { response, deliveries };
  const { security } = association;
  if (signature === 'stale' && security.signedBefore) {
    signatureDone();
    return { response: security.signed(response, { repeatNumber: true }), deliveries };
  }
  if (signature === 'none') {
    signatureDone();
    return { response, deliveries };
  }
  const signed = security.signed(response);
  if (signature !== 'broken') return { response: signed, deliveries };
  signatureDone();
  return { response: withBrokenSignature(signed), deliveries };
}

/** With the last bit of `rspauth` the other way round. */
function withBrokenSignature(message: SipMessage): SipMessage {
  const headers = message.headers.map(({ name, value }) =>
    name === 'Authentication-Info'
      ? {
          name,
          value: value.replace(
            /(rspauth="[0-9a-f]*)([0-9a-f])"/i,
            (_, rest: string, last: string) => `${rest}${flipped(last)}"`,
          ),
        }
      : { name, value },
  );
  return { ...message, headers };
}

function flipped(digit: string): string {
  return (Number.parseInt(digit, 16) ^ 1).toString(16);
}
