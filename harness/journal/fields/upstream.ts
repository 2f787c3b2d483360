import type { UpstreamEvents } from '../events/upstream.js';
import { certificateName } from './head.js';
import { type EventFieldsOf, flag, list, named, number, parts, text, words } from './kinds.js';

/** Fields of the events of `UpstreamEvents`. */
export const upstreamFields: EventFieldsOf<UpstreamEvents> = {
  'upstream.certificate': {
    host: text(),
    chain: list(parts(certificateName)),
    verified: flag('Whether the chain and the name were checked and found good.'),
    problem: text('What is wrong with them, verified or not.'),
    trustedBy: list(
      text(),
      'Firmware that trusts the server out of the box, and firmware that does not with the reason.',
    ),
    refusedBy: named(),
  },
  'upstream.connected': {
    host: text(),
    address: text(),
    port: number(),
    version: text('Absent for plain http.'),
    suite: text(),
    engine: words(['openssl', 'tls10']),
  },
  'upstream.request': {
    host: text(),
    method: text(),
    path: text(),
    capture: text('Its body, where it is no XML.'),
  },
  'upstream.answer': {
    host: text(),
    status: number(),
    path: text(),
    bytes: number(),
    capture: text(),
    cut: flag(
      'The kept body is only its beginning; a compressed one that unpacks to more than is kept is not kept at all.',
    ),
    incomplete: flag('The answer broke off; what came of it is kept.'),
    unpacked: text('It was recorded unpacked from this Content-Encoding; the phone got it packed.'),
  },
  'upstream.sip': {
    to: words(['upstream', 'phone']),
    message: text('`REGISTER`, or `200 to REGISTER`.'),
    callId: text(),
  },
  'upstream.not-sip': {
    to: words(['upstream', 'phone']),
    problem: text(),
    capture: text(),
  },
  'upstream.failed': {
    host: text(),
    port: number(),
    problem: words([
      'unreachable',
      'timeout',
      'tls-refused',
      'not-trusted',
      'invalid-answer',
      'connection-lost',
      'answer-too-large',
      'invalid-request',
      'loop',
    ]),
    detail: text(),
  },
  'upstream.closed': {
    host: text(),
    by: words(['phone', 'upstream', 'harness']),
  },
};
