import test from 'ava';
import {
  decodeLdap,
  encodeLdap,
  type LdapFilter,
  LdapFramer,
  type SearchRequest,
} from '../../../harness/wire/ldap/index.js';
import { eventsOf } from '../deployment.js';
import { directory } from './client.js';

const from = { address: '127.20.0.1' };
const equals = (attribute: string, value: string | Buffer): LdapFilter => ({
  kind: 'equality',
  attribute,
  value: Buffer.from(value),
});

function request(changes: Partial<SearchRequest> = {}): Buffer {
  const operation: SearchRequest = {
    kind: 'searchRequest',
    ...{ base: '', scope: 'baseObject', derefAliases: 0, sizeLimit: 0, timeLimit: 0, typesOnly: false },
    filter: {
      kind: 'and',
      filters: [
        equals('DnsDomain', 'contoso.com'),
        equals('Host', 'PHONE'),
        equals('NtVer', Buffer.from('06000000', 'hex')),
      ],
    },
    attributes: ['Netlogon'],
    ...changes,
  };
  return encodeLdap({ id: 7, operation, controls: [] });
}

function read(answer: Buffer | undefined) {
  const messages = new LdapFramer(100_000, 'LIMIT').push(answer ?? Buffer.alloc(0)).map(decodeLdap);
  return messages.map(({ operation }) => operation);
}

test('a ping finds out the domain controller, its domain and its names', async (t) => {
  const { context, server } = await directory(t);
  const [entry, end] = read(server.ping().answer(request(), from));
  if (entry?.kind !== 'searchResultEntry') return t.fail();
  t.like(end, { kind: 'searchResultDone', code: 0 });
  const value = entry.attributes[0]?.values[0] ?? Buffer.alloc(0);
  t.is(value.readUInt16LE(0), 23, 'LOGON_SAM_LOGON_RESPONSE_EX');
  t.is(value.readUInt32LE(4) & 0x20, 0, 'there is no KDC');
  t.is(value.subarray(24, 24 + 13).toString('latin1'), '\u0007contoso\u0003com\0');
  t.true(value.includes(Buffer.from('\u0004dc01\u0007contoso\u0003com\0', 'latin1')));
  t.true(value.includes(Buffer.from('\u0007CONTOSO\0\u0004DC01\0', 'latin1')));
  t.is(value.subarray(-8).toString('hex'), '05000000ffffffff');
  t.like(eventsOf(context.journal, 'ldap.ping')[0], {
    ...{ service: 'cldap', domain: 'contoso.com', host: 'PHONE', version: 6, answered: true },
  });
});

test('a user nobody knows is said to be unknown', async (t) => {
  const { server } = await directory(t);
  const about = (user: string) => {
    const filters = [equals('User', user), equals('NtVer', Buffer.from('06000000', 'hex'))];
    const [entry] = read(server.ping().answer(request({ filter: { kind: 'and', filters } }), from));
    return entry?.kind === 'searchResultEntry' ? entry.attributes[0]?.values[0]?.readUInt16LE(0) : undefined;
  };
  t.is(about('alice'), 23);
  t.is(about('nobody'), 25);
});

test('another domain, and forms of old, get an answer without an entry', async (t) => {
  const { context, server } = await directory(t);
  for (const filter of [
    { kind: 'and', filters: [equals('DnsDomain', 'fabrikam.com'), equals('NtVer', Buffer.from('06000000', 'hex'))] },
    { kind: 'and', filters: [equals('NtVer', Buffer.from('02000000', 'hex'))] },
    equals('NtVer', Buffer.from('06', 'hex')),
    { kind: 'present', attribute: 'objectClass' },
  ] as const) {
    t.deepEqual(
      read(server.ping().answer(request({ filter }), from)).map(({ kind }) => kind),
      ['searchResultDone'],
    );
  }
  t.deepEqual(
    eventsOf(context.journal, 'ldap.ping').map(({ answered }) => answered),
    [false, false, false, false],
  );
});

test('rootDSE is told without a connection, anything else is kept and not answered', async (t) => {
  const { context, server } = await directory(t);
  const ping = server.ping();
  const [entry] = read(ping.answer(request({ attributes: ['dnsHostName'] }), from));
  if (entry?.kind !== 'searchResultEntry') return t.fail();
  t.is(entry.attributes[0]?.values[0]?.toString(), 'dc01.contoso.com');
  t.is(ping.answer(request({ base: 'DC=contoso,DC=com' }), from), undefined);
  t.is(eventsOf(context.journal, 'ldap.unknown-request')[0]?.operation, 'searchRequest');
  t.is(ping.answer(Buffer.from('rubbish'), from), undefined);
  t.is(eventsOf(context.journal, 'ldap.invalid').length, 1);
  const abandon = encodeLdap({ id: 8, operation: { kind: 'abandonRequest', abandoned: 7 }, controls: [] });
  t.is(ping.answer(abandon, from), undefined);
});
