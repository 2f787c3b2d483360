import test from 'ava';
import { diagnose } from '../../harness/diagnosis/index.js';
import type { CertificateName, JournalEvent } from '../../harness/journal/index.js';
import { event } from '../events.js';

const session = { version: 'TLS 1.0', suite: 'X', engine: 'openssl', resumed: false } as const;
const certificate = (subject: string, issuer: string, signature = 'sha256RSA'): CertificateName => ({
  ...{ subject, issuer, signature, thumbprint: `${subject} ${issuer}`, selfSigned: subject === issuer },
  ...{ notBefore: '2014-01-01T00:00:00Z', notAfter: '2024-01-01T00:00:00Z' },
});
const POOL = 'CN=pool01.contoso.test';
const before = [certificate(POOL, 'CN=Old', 'sha1RSA')];
const now = [certificate(POOL, 'CN=Issuing'), certificate('CN=Issuing', 'CN=New')];
const oldRoot = certificate('CN=Old', 'CN=Old', 'sha1RSA');
const newRoot = certificate('CN=New', 'CN=New');

const flight = (seq: number, chain: readonly CertificateName[]) =>
  event(seq, 'tls.server-flight', { ...session, chain }, { service: 'front-end', connection: `c${seq}` });
const signedIn = (seq: number) =>
  event(seq, 'front-end.signed-in', { user: 'a@contoso.test', epid: 'e', scheme: 'NTLM', expires: 600 });
/** The phone refuses what was presented just before. */
const refused = (seq: number) =>
  event(
    seq,
    'tls.refused',
    { by: 'phone', how: 'alert', alert: 'unknown_ca', when: 'after-certificate', afterMs: 1 },
    { service: 'front-end', connection: `c${seq - 1}` },
  );
const chainServed = (seq: number, ...certificates: CertificateName[]) =>
  event(seq, 'root-chain.served', { over: 'http', port: 80, certificates }, { service: 'web-http' });
const chainRefused = (seq: number) => event(seq, 'root-chain.refused', { over: 'http', reason: 'off' });
const published = (seq: number, ...certificates: CertificateName[]) =>
  event(seq, 'ldap.certificates', { certificates, from: ['x'] }, { service: 'ldap' });
const asked = (seq: number, message: string, ...options: number[]) =>
  event(seq, 'dhcp.request', { message, mac: 'm', address: '10.0.0.9', asked: options }, { service: 'dhcp' });
const boot = (seq: number) => asked(seq, 'DHCPINFORM', 1, 3, 6, 15, 42);

const ids = (...events: JournalEvent[]) => diagnose(events)[0]?.findings.map(({ id }) => id) ?? [];
const found = (...events: JournalEvent[]) => diagnose(events)[0]?.findings[0];

test('another PKI while the phone is on: nobody gave the phone its root', (t) => {
  const finding = found(flight(1, before), signedIn(2), flight(10, now), refused(11));
  t.is(finding?.id, 'authority-replaced');
  t.is(
    finding?.sentence,
    'The Front End moved from the PKI of "CN=Old" (one CA, sha1RSA) to that of "CN=New" (2 CAs, sha256RSA), which nobody gave the phone.',
  );
  t.deepEqual(
    finding?.evidence.map(({ seq }) => seq),
    [1, 2, 10, 11],
  );
});

test('with the new root in its hands, or the same CA above, it is the certificate that is another', (t) => {
  const swap = [flight(10, now), refused(11)];
  t.deepEqual(ids(flight(1, before), signedIn(2), chainServed(3, newRoot), ...swap), ['certificate-replaced']);
  t.deepEqual(ids(flight(1, before), signedIn(2), published(3, newRoot), ...swap), ['certificate-replaced']);
  t.deepEqual(ids(flight(1, before), signedIn(2), published(3, oldRoot), ...swap), [
    'authority-replaced',
    'certificate-replaced',
  ]);
  const renewed = [certificate(POOL, 'CN=Issuing 2'), certificate('CN=Issuing 2', 'CN=New')];
  t.deepEqual(ids(flight(1, now), signedIn(2), flight(10, renewed), refused(11)), ['certificate-replaced']);
  t.deepEqual(ids(flight(1, now), signedIn(2), flight(10, now), refused(11)), [], 'the same as before');
  t.deepEqual(ids(flight(1, before), signedIn(2), ...swap, signedIn(20)), [], 'it came back');
});

test('a restart that asks for no root chain keeps the one of the first contact', (t) => {
  const first = [chainServed(1, oldRoot), flight(2, before), signedIn(3)];
  const swap = [flight(10, now), refused(11)];
  const finding = found(...first, boot(5), ...swap);
  t.is(finding?.id, 'chain-not-fetched-again');
  t.regex(finding?.sentence ?? '', /restarted and did not ask.*"CN=New" is not in it/);
  t.deepEqual(
    finding?.evidence.map(({ seq }) => seq),
    [1, 3, 5, 10, 11],
  );
  t.regex(finding?.remedies[0] ?? '', /^Reset the phone/);
  t.is(found(published(1, oldRoot), flight(2, before), signedIn(3), boot(5), ...swap)?.id, 'chain-not-fetched-again');
  t.is(found(...first, asked(5, 'DHCPDISCOVER', 1, 3), ...swap)?.id, 'chain-not-fetched-again');
});

test('nothing is said of a chain where the phone was not restarted, asked again, or never had one', (t) => {
  const first = [chainServed(1, oldRoot), flight(2, before), signedIn(3)];
  const swap = [flight(10, now), refused(11)];
  const online = (...events: JournalEvent[]) => t.is(found(...events)?.id, 'authority-replaced');
  online(...first, ...swap);
  online(...first, asked(5, 'DHCPINFORM', 43, 120), ...swap);
  online(...first, asked(5, 'DHCPREQUEST', 1, 3), ...swap);
  online(...first, ...swap, boot(12));
  online(...first, boot(5), chainRefused(6), ...swap);
  online(...first, boot(5), chainServed(6, oldRoot), ...swap);
  online(flight(2, before), signedIn(3), boot(5), ...swap);
  online(boot(1), ...first.slice(1), ...swap);
  t.is(found(chainServed(1, newRoot), ...first.slice(1), boot(5), ...swap)?.id, 'certificate-replaced');
});
