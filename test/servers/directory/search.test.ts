import test from 'ava';
import { decodePagedResults, encodePagedResults, type LdapFilter } from '../../../harness/wire/ldap/index.js';
import { eventsOf, testDeployment } from '../deployment.js';
import { base, configuration, directory, equals, keyServices } from './client.js';

test('rootDSE tells where everything is before anybody binds', async (t) => {
  const client = (await directory(t, { anonymous: 'rootDSE' })).connect();
  const { entries, result } = await client.search({ base: '', scope: 'baseObject' });
  t.is(result, 'success');
  t.deepEqual(entries[0]?.values('defaultNamingContext'), [base]);
  t.deepEqual(entries[0]?.values('configurationNamingContext'), [configuration]);
  t.deepEqual(entries[0]?.values('dnsHostName'), ['dc01.contoso.com']);
  t.deepEqual(entries[0]?.values('supportedSASLMechanisms'), ['GSSAPI', 'GSS-SPNEGO']);
});

test('a real domain controller shows nothing else before a bind, and everything after', async (t) => {
  const client = (await directory(t, { anonymous: 'rootDSE' })).connect();
  const before = await client.search({ base: configuration });
  t.is(before.result, 'operationsError');
  t.regex(before.message, /^000004DC: LdapErr: DSID-/);
  t.like(await client.bind('CONTOSO\\alice', 'Correct-Horse-41'), { result: 'success' });
  t.is((await client.search({ base: configuration, scope: 'baseObject' })).result, 'success');
});

const searches: readonly (readonly [string, LdapFilter, readonly string[]])[] = [
  ['equality without case and spaces', equals('CN', ' alice  ADAMS '), ['CN=Alice Adams,CN=Users']],
  ['the short name of a category', equals('objectCategory', 'domainDNS'), ['']],
  ['a category by its object', equals('objectCategory', `cn=domain-dns, cn=schema, ${configuration}`), ['']],
  [
    'and, or, not',
    {
      kind: 'and',
      filters: [
        equals('objectClass', 'user'),
        { kind: 'or', filters: [equals('sAMAccountName', 'alice'), equals('sAMAccountName', 'jeff')] },
        { kind: 'not', filter: equals('givenName', 'Jeff') },
      ],
    },
    ['CN=Alice Adams,CN=Users'],
  ],
  [
    'substrings',
    {
      kind: 'substrings',
      attribute: 'displayName',
      initial: Buffer.from('AL'),
      any: [Buffer.from('e a')],
      final: Buffer.from('s'),
    },
    ['CN=Alice Adams,CN=Users'],
  ],
  [
    'pieces that do not overlap',
    {
      kind: 'substrings',
      attribute: 'sAMAccountName',
      initial: Buffer.from('alic'),
      any: [],
      final: Buffer.from('ice'),
    },
    [],
  ],
  [
    'order of numbers as numbers',
    { kind: 'greaterOrEqual', attribute: 'userAccountControl', value: Buffer.from('5000') },
    ['CN=DC01,OU=Domain Controllers'],
  ],
  ['at most', { kind: 'lessOrEqual', attribute: 'userAccountControl', value: Buffer.from('511') }, []],
  [
    'bits of a number',
    {
      kind: 'extensible',
      attribute: 'userAccountControl',
      rule: '1.2.840.113556.1.4.803',
      value: Buffer.from('8192'),
      dnAttributes: false,
    },
    ['CN=DC01,OU=Domain Controllers'],
  ],
  [
    'parts of the name',
    { kind: 'extensible', attribute: 'ou', value: Buffer.from('domain controllers'), dnAttributes: true },
    ['CN=DC01,OU=Domain Controllers', 'OU=Domain Controllers'],
  ],
  ['not of what nobody knows is neither true nor false', { kind: 'not', filter: equals('shoeSize', '42') }, []],
  ['a rule nobody knows', { kind: 'extensible', rule: '1.2.3', value: Buffer.from('x'), dnAttributes: false }, []],
];

for (const [title, filter, expected] of searches) {
  test(`filter: ${title}`, async (t) => {
    const { entries, result } = await (await directory(t)).connect().search({ filter, attributes: ['1.1'] });
    t.is(result, 'success');
    const short = entries.map(({ dn }) => dn.replace(/,?DC=contoso,DC=com$/, ''));
    t.deepEqual(short.sort(), [...expected].sort());
  });
}

test('attributes come under the names they are asked by, in the schema’s spelling', async (t) => {
  const { published } = await certificates();
  const client = (await directory(t, { published })).connect();
  const filter = equals('objectCategory', 'certificationAuthority');
  const binary = await client.search({ base: keyServices, filter, attributes: ['caCertificate;binary', 'CN'] });
  t.is(binary.entries[0]?.values('cACertificate;binary')?.length, 1);
  t.is(binary.entries[0]?.values('cACertificate'), undefined);
  t.is(binary.entries[0]?.values('objectClass'), undefined);
  t.truthy(binary.entries[0]?.values('cn'));
  const byOid = await client.search({ base: keyServices, filter, attributes: ['2.5.4.37'] });
  t.is(byOid.entries[0]?.values('cACertificate')?.length, 1);
  const types = await client.search({ base: keyServices, filter, typesOnly: true });
  t.deepEqual(types.entries[0]?.values('cACertificate'), []);
});

async function certificates() {
  const { root } = (await testDeployment()).certificates.default;
  if (!root) throw new Error('the test’s chain has a root');
  return { published: [{ store: 'RootCA' as const, certificate: root }] };
}

test('pages follow one another by their cookie, which no other search can use', async (t) => {
  const { context, connect } = await directory(t, { maxPageSize: 5 });
  const client = connect();
  const all = context.pool.directory.all().length;
  const seen: string[] = [];
  let cookie: Buffer = Buffer.alloc(0);
  do {
    const page = await client.search({ attributes: ['1.1'] }, [encodePagedResults({ size: 3, cookie })]);
    t.is(page.result, 'success');
    t.true(page.entries.length <= 3);
    seen.push(...page.entries.map(({ dn }) => dn));
    const [control] = page.controls;
    cookie = Buffer.from(decodePagedResults(control?.value ?? Buffer.alloc(0)).cookie);
    if (seen.length === 3) {
      const other = await client.search({ base: configuration }, [encodePagedResults({ size: 3, cookie })]);
      t.is(other.result, 'unwillingToPerform');
    }
  } while (cookie.length > 0);
  t.is(new Set(seen).size, all);
  t.is(seen.length, all);
});

test('limits cut an answer and say so', async (t) => {
  const client = (await directory(t, { maxPageSize: 5 })).connect();
  t.like(await client.search({}), { result: 'sizeLimitExceeded' });
  const two = await client.search({ sizeLimit: 2 });
  t.is(two.result, 'sizeLimitExceeded');
  t.is(two.entries.length, 2);
  t.is((await client.search({ sizeLimit: 2, scope: 'baseObject' })).result, 'success');
});

test('a base that is not there is named as far as it is, and text that is no name is refused', async (t) => {
  const client = (await directory(t)).connect();
  const missing = await client.search({ base: `CN=Nobody,CN=Users,${base}` });
  t.like(missing, { result: 'noSuchObject', matchedDn: `CN=Users,${base}` });
  t.is((await client.search({ base: 'nonsense' })).result, 'invalidDNSyntax');
});

test('a critical control nobody knows stops the search, another one does not', async (t) => {
  const client = (await directory(t)).connect();
  const control = { type: '1.2.3.4', critical: true };
  t.is((await client.search({}, [control])).result, 'unavailableCriticalExtension');
  t.is((await client.search({}, [{ ...control, critical: false }])).result, 'success');
});

test('searches are recorded whole: base, filter, attributes, controls, and what came of them', async (t) => {
  const { context, connect } = await directory(t);
  await connect().search({ base: configuration, filter: equals('cn', 'x'), attributes: ['cn'] }, [
    encodePagedResults({ size: 3, cookie: Buffer.alloc(0) }),
  ]);
  t.like(eventsOf(context.journal, 'ldap.search')[0], {
    ...{ base: configuration, scope: 'wholeSubtree', filter: '(cn=x)', attributes: ['cn'] },
    ...{ controls: ['1.2.840.113556.1.4.319'], result: 'success', entries: 0, connection: 'ldap#1', device: 'phone' },
  });
});
