import type { WebEvents } from '../events/web.js';
import { certificateName } from './head.js';
import { type EventFieldsOf, flag, list, number, parts, text, words } from './kinds.js';

const ticketMethod = ['pin', 'ntlm', 'certificate', 'username', 'anonymous'] as const;

/** Fields of the events of `WebEvents`. */
export const webFields: EventFieldsOf<WebEvents> = {
  'web.request': {
    method: text(),
    path: text(),
    host: text(),
    userAgent: text(),
    soapAction: text(),
    operation: text("Local name of the SOAP body's first element."),
  },
  'web.response': {
    status: number(),
    path: text(),
    operation: text(),
    capture: text('The body, where a server behind gave one that is long or no text.'),
    cut: flag('The recorded body is not the whole one.'),
    unpacked: text('It was recorded unpacked from this Content-Encoding.'),
  },
  'web.unknown-request': {
    method: text(),
    path: text(),
    capture: text(),
    template: text("The template that answered; absent for the service's own refusal."),
    forwarded: flag('It went to the server behind.'),
    problem: words(['oversized', 'cut-off', 'not-http', 'upgrade'], 'Why the request is not whole, or over a limit.'),
  },
  'web.reshaped': {
    path: text(),
    template: text(),
  },
  'root-chain.served': {
    over: words(['http', 'https']),
    port: number(),
    certificates: list(parts(certificateName)),
  },
  'root-chain.refused': {
    over: words(['http', 'https']),
    reason: text(),
  },
  'authority-page.served': {
    over: words(['http', 'https']),
    encoding: words(['base64', 'binary']),
    certificates: list(parts(certificateName)),
    account: text('Who proved an account for it.'),
  },
  'authority-page.refused': {
    over: words(['http', 'https']),
    status: number(),
    reason: text('`no-rights`, `forbidden`, `no-page`, or what was wrong with the proof of the account.'),
    account: text(),
  },
  'web-ticket.metadata': {
    ports: list(text()),
  },
  'web-ticket.issued': {
    user: text(),
    method: words(ticketMethod),
    audience: text(),
    rule: text('Which reading of the message gave number and PIN.'),
    expires: text('ISO 8601.'),
    keyType: words(['bearer'], '`bearer` where the client asked for no proof key.'),
  },
  'web-ticket.refused': {
    method: words(ticketMethod),
    problem: text('`incorrect-pin`, `unknown-user`, `locked`, `wrong-password`…'),
    errorId: number(),
    account: text('What was typed as the user: a number, an extension or a name.'),
    rule: text(),
    detail: text('What the problem was found in.'),
  },
  'web-ticket.tolerated': {
    user: text(),
    path: text(),
    problem: text('`proof-digest`, `other-device`.'),
    detail: text(),
  },
  'trusted-ca.missing': {
    thumbprint: text(),
    store: text(),
    rule: words(['skipped', 'download-fails']),
  },
  'trusted-ca.changed': {
    change: words(['added', 'removed']),
    thumbprint: text(),
    store: text(),
    subject: text("Absent where the server's own store does not have it."),
  },
  'certificate.revoked': {
    user: text(),
    deviceId: text(),
    thumbprint: text(),
  },
  'certificate.issued': {
    user: text(),
    deviceId: text(),
    thumbprint: text(),
    notAfter: text(),
    replaces: text('Thumbprint of the one this device had before.'),
  },
  'certificate.refused': {
    problem: text(),
    errorId: number(),
    entity: text(),
    detail: text('What was asked for beside what is allowed, where that says more.'),
  },
};
