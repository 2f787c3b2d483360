import { HarnessError } from '../../foundation/errors/index.js';
import { header, type SipMessage, type SipRequest } from '../../wire/sip/index.js';
import type { StepContext } from '../context.js';
import { deregistrationNotice } from './deregistration-notice.js';
import type { Registration } from './registration.js';
import { type PhoneAnswer, phoneResponse } from './server-request.js';

/** Takes the registrar's own requests: what it did not sign is dropped, as real clients do (observed). */
export function serveRegistrar(registration: Registration, context: StepContext): void {
  registration.connection.serve((request): SipMessage | undefined => {
    if (request.method === 'ACK' || !registration.accepts(request)) return undefined;
    const answer = answerTo(request, registration, context);
    const association = registration.secured?.association;
    if (request.method === 'BENOTIFY' || association === undefined) return undefined;
    return association.signed(phoneResponse(request, answer, context.random.hex(10), context.userAgent));
  });
}

function answerTo(request: SipRequest, registration: Registration, context: StepContext): PhoneAnswer {
  if (request.method === 'OPTIONS') return 'ok';
  if (request.method === 'INVITE') return 'unavailable';
  if (request.method !== 'NOTIFY' && request.method !== 'BENOTIFY') return 'not-allowed';
  const notice = deregistrationNotice(request);
  if (notice === undefined || header(request, 'Call-ID') !== registration.callId) {
    return take(request, registration, context) ? 'ok' : 'no-such-dialog';
  }
  // After the answer is written.
  queueMicrotask(() => {
    registration.disturb({ kind: 'deregistered', notice });
    context.screen.show(screens[notice.event]);
    registration.connection.end();
  });
  return 'ok';
}

/** A notification nobody can read changes nothing. */
function take(request: SipRequest, registration: Registration, { record }: StepContext): boolean {
  try {
    return registration.subscriptions.take(request);
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    record('phone.dropped', { message: request.method, problem: error.message });
    return true;
  }
}

const screens = {
  unregistered: 'signedOut',
  rejected: 'notAuthorized',
  deactivated: 'connecting',
  'preferred-registrar-change': 'connecting',
} as const;
