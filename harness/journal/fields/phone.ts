import type { PhoneEvents } from '../events/phone.js';
import { type EventFieldsOf, flag, list, number, text, words } from './kinds.js';

/** Fields of the events of `PhoneEvents`. */
export const phoneFields: EventFieldsOf<PhoneEvents> = {
  'phone.step': {
    step: text('File name of the step: `inform`, `root-chain`, `register`…'),
    state: words(['started', 'done', 'failed']),
    detail: text(),
    code: text('Code of the error table when it failed, and what its row says to do.'),
    action: text(),
  },
  'phone.screen': {
    text: text(),
  },
  'phone.looked-up': {
    name: text(),
    asked: words(['A', 'SRV'], 'Type of record asked for.'),
    answers: list(text(), 'Addresses, or `host:port` in the order of preference; empty where there is none.'),
    problem: text('Response code, or what else kept it from an answer.'),
  },
  'phone.autodiscover': {
    url: text('What was asked; a bare name where DNS does not have it.'),
    state: words(['redirected', 'linked', 'ticket-wanted', 'found', 'failed']),
    to: text('The URL it goes on to: the link, or the web ticket service.'),
    server: text('`host:port` of the SIP server.'),
    location: words(['Internal', 'External'], 'Where the answer takes the phone to be.'),
    problem: text('Why it failed, and the code of the error table.'),
    code: text(),
  },
  'phone.secured': {
    host: text(),
    version: text(),
    suite: text(),
    resumed: flag(),
  },
  'phone.dropped': {
    message: text('Method of a request, status of a response.'),
    problem: text(),
  },
  'phone.redirected': {
    from: text(),
    to: text(),
    status: number(),
    followed: flag('Whether it went there, and by which policy of its own.'),
    policy: text(),
  },
  'phone.update-offered': {
    installed: text(),
    version: text(),
    from: text('URL of the check.'),
    taken: flag(),
  },
  'phone.update-download': {
    version: text(),
    url: text(),
    state: words(['started', 'resumed', 'under-way', 'interrupted', 'complete']),
    bytes: number('That have come so far.'),
    total: number('Of the whole, once known.'),
    problem: text(),
  },
  'phone.update-refused': {
    version: text(),
    why: words(['signature', 'hash', 'size', 'file', 'version', 'model', 'unreadable']),
    sentence: text(),
  },
  'phone.firmware': {
    from: text(),
    to: text(),
    authority: words(['update-service', 'provisioning-server']),
  },
  'phone.crashed': {
    firmware: text(),
  },
  'phone.update-postponed': {
    version: text(),
  },
  'phone.lock-lost': {
    from: text(),
    to: text(),
  },
  'phone.certificate-verdict': {
    host: text(),
    trusted: flag(),
    reason: text(),
    sentence: text(),
    path: list(text(), 'Subjects, leaf first.'),
    anchor: text(),
  },
  'phone.outcome': {
    outcome: words(['signed-in', 'sign-in-failed']),
    step: text('The step that failed, or the last one.'),
    detail: text(),
  },
};
