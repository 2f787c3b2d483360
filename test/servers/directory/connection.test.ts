import test from 'ava';
import { FaultPlan, type FaultSpec } from '../../../harness/faults/index.js';
import { encodeLdap, START_TLS } from '../../../harness/wire/ldap/index.js';
import { eventsOf } from '../deployment.js';
import { base, configuration, directory, equals, type TestClient } from './client.js';

function plan(...specs: FaultSpec[]): FaultPlan {
  const none = (): never => {
    throw new Error('these faults need no chain');
  };
  return new FaultPlan(specs, { resources: { chain: none, published: none }, record: () => {} });
}

test('what is no LDAP ends the connection with a notice', async (t) => {
  const { connect, context } = await directory(t);
  const client = connect();
  client.stream.write('GET / HTTP/1.1\r\n\r\n');
  t.like((await client.next())?.operation, { kind: 'extendedResponse', code: 2, name: '1.3.6.1.4.1.1466.20036' });
  t.is(await client.next(), undefined);
  t.is(eventsOf(context.journal, 'ldap.invalid').length, 1);
});

test('many requests in one write are answered in order', async (t) => {
  const client = (await directory(t)).connect();
  const wanted = Array.from({ length: 300 }, () =>
    client.send({
      ...{ kind: 'searchRequest', base: configuration, scope: 'baseObject', derefAliases: 0, sizeLimit: 0 },
      ...{ timeLimit: 0, typesOnly: false, filter: equals('objectClass', 'configuration'), attributes: ['1.1'] },
    }),
  );
  const heard: number[] = [];
  while (heard.length < 600) heard.push((await client.next())?.id ?? -1);
  t.deepEqual(
    heard,
    wanted.flatMap((id) => [id, id]),
  );
});

test('requests that change the directory are kept whole and refused', async (t) => {
  const captured: Buffer[] = [];
  const capture = (label: string, body: Buffer) => {
    captured.push(body);
    return label;
  };
  const { connect, context } = await directory(t, {}, { capture });
  const client = connect();
  const rest = Buffer.from('3000', 'hex');
  t.like(await client.ask({ kind: 'modifyRequest', dn: base, rest }), { kind: 'modifyResponse', code: 53 });
  t.like(await client.ask({ kind: 'deleteRequest', dn: base, rest: Buffer.alloc(0) }), { kind: 'deleteResponse' });
  t.like(await client.ask({ kind: 'extendedRequest', name: '1.2.3' }), { kind: 'extendedResponse', code: 2 });
  const unknown = eventsOf(context.journal, 'ldap.unknown-request');
  t.deepEqual(
    unknown.map(({ operation }) => operation),
    ['modifyRequest', 'deleteRequest', 'extended operation 1.2.3'],
  );
  t.true(captured[0]?.includes('DC=contoso'));
});

test('compare', async (t) => {
  const client = (await directory(t)).connect();
  const compare = (dn: string, attribute: string, value: string) =>
    client.ask({ kind: 'compareRequest', dn, attribute, value: Buffer.from(value) });
  const user = `CN=Alice Adams,CN=Users,${base}`;
  t.like(await compare(user, 'mail', 'ALICE@contoso.com'), { code: 6 });
  t.like(await compare(user, 'mail', 'jeff@contoso.com'), { code: 5 });
  t.like(await compare(user, 'title', 'x'), { code: 16 });
  t.like(await compare(`CN=x,${base}`, 'mail', 'x'), { code: 32 });
});

test('requests in the clear behind StartTLS are answered by nobody', async (t) => {
  const { connect, context } = await directory(t);
  const client = connect();
  const request = (id: number) =>
    encodeLdap({ id, operation: { kind: 'extendedRequest', name: START_TLS }, controls: [] });
  client.stream.write(Buffer.concat([request(1), request(2)]));
  const answers: (number | undefined)[] = [];
  for (let message = await client.next(); message; message = await client.next()) answers.push(message.id);
  t.deepEqual(answers, [1]);
  t.regex(eventsOf(context.journal, 'ldap.invalid')[0]?.problem ?? '', /StartTLS/);
});

const ask = (client: TestClient) => client.search({ base: configuration, filter: equals('cn', 'AIA') });

test('faults: a referral, a reset, a silent connection', async (t) => {
  const referral = await directory(
    t,
    {},
    { faults: plan({ at: 'directory.search', do: 'referral', to: 'ldap://x/' }) },
  );
  t.like(await ask(referral.connect()), { result: 'referral', referrals: ['ldap://x/'], entries: [] });
  const reset = await directory(t, {}, { faults: plan({ at: 'directory.search', do: 'reset' }) });
  t.is((await ask(reset.connect())).result, 'closed');
  const refused = await directory(t, {}, { faults: plan({ at: 'directory.connection', do: 'refuse-connection' }) });
  t.is((await ask(refused.connect())).result, 'closed');
});

test('faults: another forest in rootDSE, and binds refused', async (t) => {
  const faults = plan(
    { at: 'directory.root-dse', do: 'wrong-base', domain: 'fabrikam.test' },
    { at: 'directory.bind', do: 'refuse-bind', result: 'busy' },
  );
  const client = (await directory(t, {}, { faults })).connect();
  const { entries } = await client.search({ base: '', scope: 'baseObject' });
  t.deepEqual(entries[0]?.values('configurationNamingContext'), ['CN=Configuration,DC=fabrikam,DC=test']);
  t.like(await client.bind('CONTOSO\\alice', 'x'), { result: 'busy' });
  t.deepEqual(faults.unfired(), []);
});
