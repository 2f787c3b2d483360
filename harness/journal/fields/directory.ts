import type { DirectoryEvents } from '../events/directory.js';
import { certificateName } from './head.js';
import { type EventFieldsOf, flag, list, number, parts, text, words } from './kinds.js';

/** Fields of the events of `DirectoryEvents`. */
export const directoryFields: EventFieldsOf<DirectoryEvents> = {
  'ldap.bind': {
    method: text('`anonymous`, `simple`, `sicily NTLM`, or the SASL mechanism.'),
    name: text('As given with the request: a DN, a principal name, `DOMAIN\\user`; empty for none.'),
    user: text('Of NTLM, as sent.'),
    domain: text(),
    workstation: text(),
    result: text('By name: `success`, `saslBindInProgress`, `invalidCredentials`…'),
    problem: text('Why it was refused.'),
    protection: words(['sign', 'seal'], 'What protects the connection from now on.'),
  },
  'ldap.search': {
    base: text(),
    scope: text(),
    filter: text('As administrators write it (RFC 4515).'),
    attributes: list(text(), 'As asked for; empty for all.'),
    controls: list(text(), 'Object identifiers, `!` before those that are critical.'),
    result: text(),
    entries: number(),
  },
  'ldap.certificates': {
    certificates: list(parts(certificateName)),
    from: list(text(), 'Names of the objects they are in.'),
  },
  'ldap.compare': {
    dn: text(),
    attribute: text(),
    result: text(),
  },
  'ldap.extended': {
    name: text(),
    result: text(),
  },
  'ldap.abandon': {
    abandoned: number(),
  },
  'ldap.unbind': {},
  'ldap.ping': {
    domain: text(),
    host: text(),
    user: text(),
    version: number('NtVer, the forms of answer it takes.'),
    answered: flag(),
  },
  'ldap.unknown-request': {
    operation: text(),
    dn: text(),
    capture: text(),
  },
  'ldap.invalid': {
    problem: text(),
  },
  'directory.published': {
    store: words(['RootCA', 'SubCA', 'NTAuthCA']),
    subject: text(),
    thumbprint: text(),
    objects: list(text(), 'Names of the objects written.'),
  },
};
