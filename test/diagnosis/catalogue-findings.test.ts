import test from 'ava';
import { diagnose } from '../../harness/diagnosis/index.js';
import type { CertificateName, EventDetails, JournalEvent, Service } from '../../harness/journal/index.js';
import { event } from '../events.js';

const session = { version: 'TLS 1.0', suite: 'X', engine: 'openssl', resumed: false } as const;
const GLOBALSIGN = 'CN=GlobalSign Root CA, OU=Root CA, O=GlobalSign nv-sa, C=BE';
const leaf: CertificateName = {
  ...{ subject: 'CN=pool01.contoso.test', issuer: 'CN=Root', thumbprint: 'AA', selfSigned: false },
  ...{ notBefore: '2014-01-01T00:00:00Z', notAfter: '2016-01-01T00:00:00Z' },
  ...{ signature: 'sha256RSA', names: ['pool01.contoso.test'] },
};
const issuing: CertificateName = { ...leaf, subject: 'CN=Sub', issuer: 'CN=Root' };
const root: CertificateName = { ...leaf, subject: 'CN=Root', issuer: 'CN=Root', thumbprint: 'CC', selfSigned: true };

const flight = (chain: readonly CertificateName[], service: Service = 'front-end', seq = 10) =>
  event(seq, 'tls.server-flight', { ...session, chain }, { service, connection: 'c1' });
const refused = (alert?: string, service: Service = 'front-end', seq = 11) =>
  event(
    seq,
    'tls.refused',
    alert === undefined
      ? { by: 'phone', how: 'close', when: 'after-certificate', afterMs: 1 }
      : { by: 'phone', how: 'alert', alert, when: 'after-certificate', afterMs: 1 },
    { service, connection: 'c1' },
  );
const address = (name: string, seq = 9) =>
  event(seq, 'dns.answer', { name, recordType: 'A', code: 'NOERROR', answers: ['10.0.0.1'] }, { service: 'dns' });
const chainServed = (certificates: readonly CertificateName[], seq = 8) =>
  event(seq, 'root-chain.served', { over: 'http', port: 80, certificates }, { service: 'web-http' });
const published = (certificates: readonly CertificateName[], from: readonly string[]) =>
  event(3, 'ldap.certificates', { certificates, from }, { service: 'ldap' });
const signedIn = event(
  20,
  'front-end.signed-in',
  { user: 'a@contoso.test', epid: 'e', scheme: 'NTLM', expires: 600 },
  { service: 'front-end' },
);

const findings = (...events: JournalEvent[]) => diagnose(events)[0]?.findings ?? [];
const first = (...events: JournalEvent[]) => findings(...events)[0];
const ids = (...events: JournalEvent[]) => findings(...events).map(({ id }) => id);

test('RSASSA-PSS anywhere in the chain is the alternate signature', (t) => {
  const pss = { ...issuing, signature: 'RSASSA-PSS' };
  for (const service of ['front-end', 'web'] as const) {
    const found = first(flight([leaf, pss], service), refused('unsupported_certificate', service));
    t.is(found?.id, 'alternate-signature');
    t.regex(found?.sentence ?? '', /^"CN=Sub", which the (Front End|web services) presents, is signed with RSASSA-PSS/);
    t.deepEqual(
      found?.evidence.map(({ seq }) => seq),
      [10, 11],
    );
  }
  t.false(ids(flight([leaf, issuing]), refused('unsupported_certificate')).includes('alternate-signature'));
  t.deepEqual(ids(flight([leaf, pss])), [], 'nobody refused it');
});

test('a certificate that is over, or not yet begun, on the day', (t) => {
  const over = { ...leaf, notAfter: '2014-11-01T00:00:00Z' };
  t.is(
    first(flight([over]), refused('certificate_expired'))?.sentence,
    'The Front End presents "CN=pool01.contoso.test", which ended on 2014-11-01.',
  );
  const early = { ...leaf, notBefore: '2014-12-01T00:00:00Z' };
  t.regex(first(flight([early]), refused('bad_certificate'))?.sentence ?? '', /is valid from 2014-12-01 on\.$/);
  t.false(ids(flight([leaf]), refused('certificate_expired')).includes('server-certificate-expired'));
});

test('a built-in root that has expired, where there is a newer one of the same key', (t) => {
  const below = { ...issuing, issuer: GLOBALSIGN };
  const found = first(flight([leaf, below]), refused('certificate_expired'));
  t.is(found?.id, 'built-in-root-expired');
  t.regex(found?.sentence ?? '', /built in since RTM, ended on 2014-01-28/);
  t.regex(found?.remedies[0] ?? '', /Update the firmware to CU11 or later/);
  t.false(ids(flight([leaf, below]), refused('unknown_ca')).includes('built-in-root-expired'), 'another reason');
  const lasting = { ...issuing, issuer: 'CN=DigiCert Global Root CA, OU=www.digicert.com, O=DigiCert Inc, C=US' };
  t.false(ids(flight([leaf, lasting]), refused('certificate_expired')).includes('built-in-root-expired'));
});

test('the name the phone came by is none of the certificate’s', (t) => {
  const found = first(address('sip.contoso.test'), flight([leaf]), refused('bad_certificate'));
  t.is(found?.id, 'name-not-in-certificate');
  t.is(
    found?.sentence,
    'The phone came to the Front End as sip.contoso.test, and the certificate "CN=pool01.contoso.test" does not have that name.',
  );
  const wild = { ...leaf, subject: 'CN=*.contoso.test', names: ['*.contoso.test'] };
  t.regex(
    first(address('pool01.contoso.test'), flight([wild]), refused('bad_certificate'))?.sentence ?? '',
    /has a wildcard in its place\.$/,
  );
  const others = [
    [address('POOL01.contoso.test'), flight([leaf]), refused('bad_certificate')],
    [address('sip.contoso.test'), flight([leaf]), refused('unknown_ca')],
    [address('pool01.contoso.test'), flight([leaf]), refused('bad_certificate'), address('sip.contoso.test', 12)],
    [flight([leaf]), refused('bad_certificate')],
  ];
  for (const events of others) t.false(ids(...events).includes('name-not-in-certificate'));
});

test('a root of the right name that the certificate service handed out, and that does not fit', (t) => {
  const found = first(chainServed([root]), flight([leaf], 'web'), refused('unknown_ca', 'web'));
  t.is(found?.id, 'downloaded-root-refused');
  t.regex(found?.sentence ?? '', /gave the phone "CN=Root" \(CC\)/);
  const another = chainServed([{ ...root, subject: 'CN=Other', issuer: 'CN=Other' }]);
  t.deepEqual(ids(another, flight([leaf], 'web'), refused('unknown_ca', 'web')), ['untrusted-root']);
  const late = chainServed([root], 12);
  t.false(ids(flight([leaf], 'web'), refused('unknown_ca', 'web'), late).includes('downloaded-root-refused'));
});

test('an issuing CA among the roots of Active Directory, though everybody signs in', (t) => {
  const container =
    'CN=Certification Authorities,CN=Public Key Services,CN=Services,CN=Configuration,DC=contoso,DC=test';
  const aia = container.replace('Certification Authorities', 'AIA');
  const found = first(published([root, issuing], [`CN=Root,${container}`, `CN=Sub,${container}`]), signedIn);
  t.is(found?.id, 'intermediate-published-as-root');
  t.regex(found?.remedies[0] ?? '', /SubCA/);
  t.deepEqual(ids(published([root, issuing], [`CN=Root,${container}`, `CN=Sub,${aia}`]), signedIn), []);
  t.deepEqual(ids(published([root], [`CN=Root,${container}`]), signedIn), []);
});

const ticket = { service: 'web', connection: 'w1' } as const;
const failedTicket = (status = 500, seq = 6) =>
  event(seq, 'web.response', { status, path: '/WebTicket/WebTicketService.svc/pin' }, ticket);

test('an error of the Web Ticket service that is no refusal', (t) => {
  t.is(first(failedTicket())?.id, 'ticket-service-failed');
  const no = event(5, 'web-ticket.refused', { method: 'pin', problem: 'incorrect-pin', errorId: 28020 }, ticket);
  t.deepEqual(ids(no, failedTicket()), ['wrong-pin']);
  const yes = { user: 'a', method: 'pin', audience: 'x' } as EventDetails['web-ticket.issued'];
  t.deepEqual(ids(failedTicket(), event(7, 'web-ticket.issued', yes, ticket)), []);
  t.deepEqual(ids(failedTicket(401)), []);
  t.deepEqual(ids(event(6, 'web.response', { status: 500, path: '/CertProv/x.svc' }, ticket)), []);
});

const sip = { service: 'front-end', connection: 'f1' } as const;
const register = (seq: number, step: 'unauthenticated' | 'handshake', scheme?: string) =>
  event(seq, 'front-end.register', { user: 'a@contoso.test', step, ...(scheme === undefined ? {} : { scheme }) }, sip);
const answer = (seq: number, status: number) =>
  event(seq, 'front-end.response', { status, reason: 'R', method: 'REGISTER' }, sip);

test('a Registrar that answers 401 to credentials, and says nothing', (t) => {
  const found = first(register(1, 'unauthenticated'), answer(2, 401), register(3, 'handshake', 'NTLM'), answer(4, 401));
  t.is(found?.id, 'registrar-never-satisfied');
  t.deepEqual(
    found?.evidence.map(({ seq }) => seq),
    [3, 4],
  );
  const never = 'registrar-never-satisfied';
  t.false(ids(register(1, 'unauthenticated'), answer(2, 401)).includes(never), 'a challenge alone');
  t.false(ids(register(3, 'handshake', 'NTLM'), answer(4, 503)).includes(never));
  const why = { user: 'a@contoso.test', status: 401, errorId: 1000, problem: 'wrong-password' };
  t.false(
    ids(register(3, 'handshake', 'NTLM'), event(4, 'front-end.refused', why, sip), answer(5, 401)).includes(never),
    'a refusal that says why',
  );
});
