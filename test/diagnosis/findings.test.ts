import test from 'ava';
import { diagnose, findingKinds } from '../../harness/diagnosis/index.js';
import type { CertificateName, JournalEvent, Service } from '../../harness/journal/index.js';
import { event } from '../events.js';

const url = 'https://lyncweb.contoso.test:443/CertProv/CertProvisioningService.svc';

function name(subject: string, issuer: string): CertificateName {
  const dates = { notBefore: '2014-01-01T00:00:00Z', notAfter: '2024-01-01T00:00:00Z' };
  return { subject, issuer, thumbprint: 'AB', selfSigned: subject === issuer, ...dates };
}
const publicChain = [name('CN=pool01', 'CN=Issuing'), name('CN=Issuing', 'CN=Public Root')];

const session = { version: 'TLS 1.0', suite: 'X', engine: 'openssl', resumed: false } as const;

function hello(seq: number, service: Service, connection: string) {
  const details = {
    format: 'tls',
    versions: ['TLS 1.0'],
    recordVersion: 'TLS 1.0',
    suites: [],
    compression: ['null'],
    extensions: [],
    sessionIdLength: 0,
    records: 1,
    fingerprint: '',
    onlyLegacySuites: false,
  } as const;
  return event(seq, 'tls.client-hello', details, { service, connection });
}
function flight(seq: number, service: Service, connection: string, chain: CertificateName[] = publicChain) {
  return event(seq, 'tls.server-flight', { ...session, chain }, { service, connection });
}
function refused(
  seq: number,
  service: Service,
  connection: string,
  more: Partial<{
    alert: string;
    when: 'after-hello' | 'after-certificate' | 'after-handshake';
    how: 'alert' | 'close';
  }> = {},
) {
  const details = {
    by: 'phone',
    how: 'alert',
    alert: 'unknown_ca',
    when: 'after-certificate',
    afterMs: 1,
    ...more,
  } as const;
  return event(seq, 'tls.refused', details, { service, connection });
}
function inform(seq: number) {
  return event(seq, 'dhcp.request', {
    message: 'DHCPINFORM',
    mac: 'm',
    address: 'a',
    vendorClass: 'MS-UC-Client',
    asked: [43, 120],
  });
}
function ack(seq: number, with43: boolean) {
  return event(seq, 'dhcp.reply', {
    message: 'DHCPACK',
    mac: 'm',
    sent: with43 ? [120, 43] : [120],
    withheld: with43 ? [] : [43],
    ...(with43 ? { certificateService: url } : {}),
  });
}
function lookup(seq: number) {
  return event(seq, 'dns.answer', {
    name: 'lyncweb.contoso.test',
    recordType: 'A',
    code: 'NOERROR',
    answers: ['127.0.0.2'],
  });
}
function chainServed(seq: number, issuer = 'CN=Public Root') {
  return event(seq, 'root-chain.served', { over: 'http', port: 80, certificates: [name(issuer, issuer)] });
}
const signedIn = event(90, 'front-end.signed-in', { user: 'alice', epid: 'e', scheme: 'TLS-DSK', expires: 7200 });

function findings(...events: JournalEvent[]) {
  return diagnose(events)[0]?.findings.map(({ id }) => id);
}

const untrusted = [hello(1, 'front-end', 'f1'), flight(2, 'front-end', 'f1'), refused(3, 'front-end', 'f1')];

test('a refused public chain nobody delivered is an untrusted root', (t) => {
  t.deepEqual(findings(...untrusted), ['untrusted-root']);
  const [diagnosis] = diagnose(untrusted);
  t.regex(diagnosis?.findings[0]?.sentence ?? '', /"CN=Public Root"/);
  t.deepEqual(
    diagnosis?.findings[0]?.evidence.map(({ seq }) => seq),
    [2, 3],
  );
});

test('a silent close after the certificates counts like an alert', (t) => {
  t.deepEqual(findings(...untrusted.slice(0, 2), refused(3, 'front-end', 'f1', { how: 'close' })), ['untrusted-root']);
});

test('a root that was delivered is not the reason', (t) => {
  t.deepEqual(findings(chainServed(0), ...untrusted), ['downloaded-root-refused']);
  t.deepEqual(findings(chainServed(0, 'CN=Another'), ...untrusted), ['untrusted-root']);
});

test('an expired certificate is not an untrusted root', (t) => {
  const expired = refused(3, 'front-end', 'f1', { alert: 'certificate_expired' });
  t.deepEqual(findings(...untrusted.slice(0, 2), expired), []);
});

test('a refusal overcome later is none', (t) => {
  const again = event(5, 'tls.established', session, { service: 'front-end', connection: 'f2' });
  t.deepEqual(findings(...untrusted, again), []);
});

test('a handshake that the phone then closes was not reached', (t) => {
  const done = event(3, 'tls.established', session, { service: 'front-end', connection: 'f1' });
  const closed = refused(4, 'front-end', 'f1', { how: 'close', when: 'after-handshake' });
  t.deepEqual(findings(...untrusted.slice(0, 2), done, closed), ['untrusted-root']);
});

test('a self-signed leaf is self-signed, not an untrusted root', (t) => {
  const own = [name('CN=pool01', 'CN=pool01')];
  t.deepEqual(findings(flight(2, 'front-end', 'f1', own), refused(3, 'front-end', 'f1')), ['self-signed']);
});

test('an ACK without Option 43 and nothing after it is Option 43 missing', (t) => {
  t.deepEqual(findings(inform(1), ack(2, false)), ['option-43-missing']);
  t.deepEqual(findings(inform(1), ack(2, true)), []);
  t.deepEqual(findings(inform(1), ack(2, false), ack(3, true)), []);
});

test('a phone that went on without Option 43 was not stopped by it', (t) => {
  t.deepEqual(findings(inform(1), ack(2, false), hello(3, 'front-end', 'f1')), []);
});

test('a known service whose chain was never fetched is unreachable', (t) => {
  t.deepEqual(findings(inform(1), ack(2, true), lookup(3)), ['certificate-service-unreachable']);
  t.deepEqual(findings(inform(1), ack(2, true)), [], 'it never looked the name up');
  t.deepEqual(findings(inform(1), ack(2, true), lookup(3), chainServed(4)), []);
  t.deepEqual(findings(inform(1), ack(2, true), lookup(3), hello(4, 'front-end', 'f1')), []);
});

test('https refused for want of the root still means that the service is unreachable over http', (t) => {
  const ids = findings(inform(1), ack(2, true), lookup(3), flight(4, 'web', 'w1'), refused(5, 'web', 'w1'));
  t.deepEqual(ids, ['certificate-service-unreachable', 'untrusted-root']);
});

test('a refused PIN is a wrong PIN until a ticket is issued', (t) => {
  const wrong = event(5, 'web-ticket.refused', {
    method: 'pin',
    problem: 'incorrect-pin',
    errorId: 28020,
    account: '1001',
  });
  const right = event(6, 'web-ticket.issued', { user: 'alice', method: 'pin', audience: 'x' });
  t.deepEqual(findings(wrong), ['wrong-pin']);
  t.deepEqual(findings(wrong, right), []);
  t.deepEqual(
    findings(event(5, 'web-ticket.refused', { method: 'ntlm', problem: 'wrong-password', errorId: 28020 })),
    [],
  );
});

test('a device that signed in has no finding', (t) => {
  t.deepEqual(findings(...untrusted, signedIn), []);
  t.is(diagnose([...untrusted, signedIn])[0]?.outcome, 'signed-in');
});

test('what a phone says of itself is no evidence', (t) => {
  t.deepEqual(findings(...untrusted.map((seen) => ({ ...seen, observer: 'phone' as const }))), []);
  t.is(diagnose([{ ...signedIn, observer: 'phone' }])[0]?.outcome, 'sign-in-failed');
});

test('two devices are diagnosed apart', (t) => {
  const other = { ...signedIn, device: 'n' };
  t.deepEqual(
    diagnose([...untrusted, other]).map(({ device, outcome, findings: found }) => [device, outcome, found.length]),
    [
      ['m', 'sign-in-failed', 1],
      ['n', 'signed-in', 0],
    ],
  );
});

test('every kind of finding explains itself in one sentence', (t) => {
  for (const kind of findingKinds) t.regex(kind.explain(), /^[A-Z][^.]+\.$/);
});
