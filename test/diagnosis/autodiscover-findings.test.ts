import test from 'ava';
import { diagnose, type FindingId } from '../../harness/diagnosis/index.js';
import type { CertificateName, EventDetails, JournalEvent } from '../../harness/journal/index.js';
import { event } from '../events.js';

const ids = (...events: JournalEvent[]) => diagnose(events)[0]?.findings.map(({ id }) => id) ?? [];
const first = (...events: JournalEvent[]) => diagnose(events)[0]?.findings[0];

const INSIDE = 'lyncdiscoverinternal.contoso.test';
const address = (seq: number, name: string, ...answers: string[]) =>
  event(seq, 'dns.answer', { name, recordType: 'A', code: answers.length > 0 ? 'NOERROR' : 'NXDOMAIN', answers });
const srv = event(80, 'dns.answer', {
  ...{ name: '_sipinternaltls._tcp.contoso.test', recordType: 'SRV', code: 'NXDOMAIN', answers: [] },
});
const request = (seq: number, host: string) =>
  event(seq, 'web.request', { method: 'GET', path: '/', host }, { service: 'web', connection: `c-${host}` });
const answer = (seq: number, host: string, details: Partial<EventDetails['autodiscover.answer']>, service = 'web') =>
  event(
    seq,
    'autodiscover.answer',
    { resource: 'root', location: 'Internal', format: 'xml', ...details },
    { connection: `c-${host}`, service: service as JournalEvent['service'] },
  );
const redirected = (seq: number, from: string, to: string) => [
  request(seq, from),
  answer(seq + 1, from, { redirect: `https://${to}/Autodiscover/AutodiscoverService.svc/root` }),
];
const named = address(1, INSIDE, '10.0.0.21');
const reached = event(90, 'connection.opened', { peer: '10.0.0.9:1' }, { service: 'front-end' });
const told = answer(70, 'web.b', { resource: 'user', server: 'pool.b:5062' });

const cases: Record<string, { finding: FindingId; events: JournalEvent[]; says: RegExp }> = {
  'two pools redirect to each other': {
    finding: 'autodiscover-loop',
    events: [
      named,
      ...redirected(2, INSIDE, 'web.a'),
      ...redirected(4, 'web.a', 'web.b'),
      ...redirected(6, 'web.b', 'web.a'),
    ],
    says: /web\.a sends the phone to web\.b, and web\.b sends it back/,
  },
  'a pool redirects to itself': {
    finding: 'autodiscover-loop',
    events: [named, ...redirected(2, 'WEB.a', 'web.a')],
    says: /web\.a, itself/,
  },
  'the user is homed nowhere': {
    finding: 'autodiscover-user-refused',
    events: [
      named,
      event(3, 'autodiscover.refused', { resource: 'user', status: 404, problem: 'home-unknown', user: 'j@a' }),
    ],
    says: /knows no pool of j@a/,
  },
  'a ticket of another pool': {
    finding: 'autodiscover-user-refused',
    events: [named, event(3, 'autodiscover.refused', { resource: 'user', status: 401, problem: 'foreign-issuer' })],
    says: /refuses the web ticket of the phone \(foreign-issuer\)/,
  },
  'a server where nobody answers': {
    finding: 'autodiscover-wrong-server',
    events: [named, request(2, 'web.b'), told],
    says: /clients inside of pool\.b:5062/,
  },
  'a redirect to a name without an address': {
    finding: 'autodiscover-elsewhere',
    events: [named, ...redirected(2, INSIDE, 'web.a'), address(5, 'web.a')],
    says: /sends the phone to web\.a, which has no address in DNS/,
  },
  'a redirect to where nothing arrives': {
    finding: 'autodiscover-elsewhere',
    events: [named, ...redirected(2, INSIDE, 'web.a'), address(5, 'web.a', '10.0.0.99')],
    says: /web\.a, where no request arrived/,
  },
  'a name that leads to nobody': {
    finding: 'autodiscover-elsewhere',
    events: [named],
    says: /DNS leads lyncdiscoverinternal\.contoso\.test to 10\.0\.0\.21/,
  },
};

for (const [name, { events, finding, says }] of Object.entries(cases)) {
  test(`${name}: ${finding}, until something arrives at a Front End`, (t) => {
    const found = first(...events, srv);
    t.is(found?.id, finding);
    t.regex(found?.sentence ?? '', says);
    t.deepEqual(
      ids(...events, srv, reached).filter((id) => id.startsWith('autodiscover')),
      [],
    );
  });
}

test('a way that ends at a server is neither a loop nor lost', (t) => {
  const way = [named, ...redirected(2, INSIDE, 'web.b'), request(5, 'web.b'), told];
  t.deepEqual(ids(...way), ['autodiscover-wrong-server']);
  const plain = answer(3, INSIDE, { redirect: `https://${INSIDE}/root` }, 'web-http');
  t.deepEqual(ids(named, request(2, INSIDE), plain), [], 'over http every Root is a redirect');
  const missing = event(3, 'autodiscover.refused', { resource: 'user', status: 401, problem: 'missing' });
  t.deepEqual(ids(named, request(2, INSIDE), missing), [], 'the first question has no ticket');
  t.deepEqual(ids(address(1, INSIDE), srv), ['registrar-not-named'], 'a name that is not there misleads nobody');
});

test('web services that are not trusted are the cause, before the missing record that would have helped', (t) => {
  const leaf: CertificateName = {
    ...{ subject: 'CN=web.contoso.test', issuer: 'CN=Company', thumbprint: 'AA', selfSigned: false },
    ...{ notBefore: '2014-01-01T00:00:00Z', notAfter: '2096-01-01T00:00:00Z' },
    ...{ signature: 'sha256RSA', names: ['web.contoso.test'] },
  };
  const head = { service: 'web', connection: 'w1' } as const;
  const refusal = (seq: number) => [
    event(
      seq,
      'tls.server-flight',
      { version: 'TLS 1.2', suite: 'X', engine: 'openssl', resumed: false, chain: [leaf] },
      head,
    ),
    event(
      seq + 1,
      'tls.refused',
      { by: 'phone', how: 'alert', alert: 'unknown_ca', when: 'after-certificate', afterMs: 1 },
      head,
    ),
  ];
  const found = first(named, ...refusal(5), srv);
  t.is(found?.id, 'autodiscover-untrusted');
  t.regex(found?.sentence ?? '', /refused the certificate of the web services, which is under "CN=Company"/);
  t.false(ids(named, ...refusal(5), srv).includes('registrar-not-named'));
  t.false(ids(address(9, INSIDE, '10.0.0.21'), ...refusal(5)).includes('autodiscover-untrusted'), 'refused before');
  t.false(ids(named, ...refusal(5), reached).includes('autodiscover-untrusted'));
});
