import type { CertificateName, EventHead } from '../events/head.js';
import { type FieldsOf, flag, list, number, text, words } from './kinds.js';

/** What every event can carry. */
export const headFields: FieldsOf<EventHead> = {
  seq: number('1, 2, 3… in the order recorded.'),
  time: text("Date on the observer's clock, ISO 8601."),
  elapsed: number('Milliseconds of scenario time since the run began.'),
  observer: words(['harness', 'phone']),
  service: words([
    'lab',
    'control',
    'dhcp',
    'dns',
    'ntp',
    'ldap',
    'global-catalog',
    'global-catalog-ldaps',
    'ldaps',
    'cldap',
    'web',
    'web-http',
    'web-http-8080',
    'exchange',
    'exchange-http',
    'front-end',
    'phone',
  ]),
  device: text('The device it concerns: its MAC, else `ip:ADDRESS`.'),
  connection: text('The connection, unique within a run: `front-end#3`.'),
  raw: text('The bytes, base64, with credential values overwritten at equal length.'),
};

export const certificateName: FieldsOf<CertificateName> = {
  subject: text(),
  issuer: text(),
  thumbprint: text(),
  notBefore: text('ISO 8601.'),
  notAfter: text(),
  selfSigned: flag(),
  signature: text('As Windows names it: `sha256RSA`, `RSASSA-PSS`.'),
  names: list(text(), 'dNSName entries; absent without any.'),
};
