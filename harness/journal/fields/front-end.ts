import type { FrontEndEvents } from '../events/front-end.js';
import { type EventFieldsOf, flag, list, number, text, words } from './kinds.js';

/** Fields of the events of `FrontEndEvents`. */
export const frontEndFields: EventFieldsOf<FrontEndEvents> = {
  'front-end.request': {
    method: text(),
    uri: text(),
    from: text(),
    callId: text(),
    cseq: text(),
    userAgent: text(),
  },
  'front-end.response': {
    status: number(),
    reason: text(),
    method: text(),
  },
  'front-end.provisioned': {
    user: text(),
    asked: list(text(), 'Groups the client asked for, and those it got.'),
    given: list(text()),
  },
  'front-end.subscribed': {
    user: text(),
    event: text(),
    expires: number('Seconds; 0 asks once or ends it.'),
    refresh: flag(),
  },
  'front-end.sent': {
    method: text(),
    event: text(),
  },
  'front-end.answered': {
    status: number(),
    reason: text(),
    cseq: text(),
  },
  'front-end.bad-signature': {
    user: text(),
    message: text('CSeq of a request, `200 to 1 NOTIFY` for a response.'),
    problem: text(),
    expected: text('The string that should have been signed.'),
    signed: text('The one that was, and what is wrong with it, where that can be told.'),
    mistake: text(),
  },
  'front-end.published': {
    user: text(),
    categories: list(text()),
  },
  'front-end.contacts-changed': {
    user: text(),
    deltaNum: number("The list's number after the change."),
    changes: list(text(), '`addedContact`, `deletedGroup`...'),
  },
  'front-end.invalid': {
    problem: text(),
  },
  'front-end.keep-alive': {
    by: words(['client', 'server']),
  },
  'front-end.register': {
    user: text(),
    epid: text(),
    step: words(['unauthenticated', 'handshake', 'signed', 'de-register'], 'Which of the steps this REGISTER is.'),
    scheme: text(),
  },
  'front-end.challenge': {
    user: text(),
    schemes: list(text()),
  },
  'front-end.signed-in': {
    user: text(),
    epid: text(),
    scheme: text(),
    expires: number(),
    registrar: text('Host of the Registrar.'),
    certificate: text('SHA-1 thumbprint of the certificate used in TLS-DSK.'),
  },
  'front-end.lapsed': {
    user: text(),
    epid: text(),
    registrar: text(),
  },
  'front-end.deregistered': {
    user: text(),
    epid: text(),
    event: text(),
    registrar: text(),
    to: text('Host the user was moved to.'),
  },
  'front-end.redirected': {
    user: text(),
    registrar: text(),
    to: text(),
  },
  'front-end.signed-out': {
    user: text(),
    epid: text(),
  },
  'front-end.refused': {
    user: text(),
    status: number(),
    errorId: number('ms-diagnostics.'),
    problem: text(),
  },
};
