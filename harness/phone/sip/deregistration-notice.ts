import { header, type SipRequest } from '../../wire/sip/index.js';
import { placeOf, type RegistrarPlace } from './redirect.js';

/** Why a registrar ended a registration on its own (MS-SIPREGE 3.2). */
export type DeregistrationEvent = 'unregistered' | 'rejected' | 'deactivated' | 'preferred-registrar-change';

export interface DeregistrationNotice {
  readonly event: DeregistrationEvent;
  /** Where to register instead. */
  readonly registrar?: RegistrarPlace;
}

const events: readonly DeregistrationEvent[] = [
  'unregistered',
  'rejected',
  'deactivated',
  'preferred-registrar-change',
];

/** The notice in a NOTIFY of the registration's own dialog; an event nobody knows ends it all the same (inferred). */
export function deregistrationNotice(request: SipRequest): DeregistrationNotice | undefined {
  const type = (header(request, 'Event') ?? '').replace(/;.*$/s, '').trim().toLowerCase();
  if (request.method !== 'NOTIFY' || type !== 'registration-notify') return undefined;
  const body = request.body.subarray(0, 200).toString('latin1');
  const told = /^\s*deregistered\s*;\s*event\s*=\s*([a-z-]+)/i.exec(body)?.[1]?.toLowerCase();
  if (told === undefined) return undefined;
  const event = events.find((each) => each === told) ?? 'unregistered';
  const registrar = preferred(header(request, 'P-Preferred-Registrar') ?? '');
  return { event, ...(registrar && { registrar }) };
}

/** A SIP URI, or a bare host and port: the form is not documented. */
function preferred(value: string): RegistrarPlace | undefined {
  const text = value.trim();
  return placeOf(/\bsip:/i.test(text) ? text : `sip:${text.replace(/[<>]/g, '')}`);
}
