import test from 'ava';
import { diagnose } from '../../harness/diagnosis/index.js';
import type { CertificateName, JournalEvent } from '../../harness/journal/index.js';
import { event } from '../events.js';

const dates = { notBefore: '2014-01-01T00:00:00Z', notAfter: '2024-01-01T00:00:00Z' };
const name = (issuer: string): CertificateName => ({
  ...{ subject: 'CN=mail', issuer, thumbprint: issuer, selfSigned: false },
  ...dates,
});
const at = { service: 'exchange' } as const;
const session = { version: 'TLS 1.0', suite: 'X', engine: 'openssl', resumed: false } as const;
const flight = (seq: number, connection: string, issuer: string) =>
  event(seq, 'tls.server-flight', { ...session, chain: [name(issuer)] }, { ...at, connection });
const refused = (seq: number, connection: string) =>
  event(
    seq,
    'tls.refused',
    { by: 'phone', how: 'alert', alert: 'unknown_ca', when: 'after-certificate', afterMs: 1 },
    { ...at, connection },
  );
const established = (seq: number, connection: string) => event(seq, 'tls.established', session, { ...at, connection });
const answered = (seq: number) =>
  event(
    seq,
    'exchange.request',
    { user: 'alice', operation: 'FindItem', code: 'NoError' },
    { ...at, connection: 'e1' },
  );
const signedIn = event(
  1,
  'front-end.signed-in',
  { user: 'alice@contoso.test', epid: 'e', scheme: 'NTLM', expires: 7200 },
  { service: 'front-end' },
);

const findings = (...events: JournalEvent[]) => diagnose(events)[0]?.findings ?? [];

test('a device that signed in and refuses Exchange’s certificate', (t) => {
  const [finding, ...more] = findings(signedIn, flight(2, 'e1', 'CN=Other CA'), refused(3, 'e1'));
  t.is(finding?.id, 'exchange-untrusted');
  t.is(more.length, 0);
  t.is(finding?.sentence, 'The phone does not trust the certificate of Exchange "CN=mail" by "CN=Other CA".');
  t.deepEqual(
    finding?.evidence.map(({ seq }) => seq),
    [2, 3],
  );
  t.regex(finding?.remedies[0] ?? '', /TrustedCACerts/);
});

test('one that had Exchange before says so', (t) => {
  const [finding] = findings(
    signedIn,
    ...[flight(2, 'e1', 'CN=Old CA'), established(3, 'e1'), answered(4)],
    ...[flight(5, 'e2', 'CN=Other CA'), refused(6, 'e2')],
  );
  t.regex(finding?.sentence ?? '', /which worked before\.$/);
  t.deepEqual(
    finding?.evidence.map(({ seq }) => seq),
    [4, 5, 6],
  );
  t.regex(finding?.evidence[0]?.shows ?? '', /"CN=Old CA"/);
});

test('a refusal that was overcome, and one before the sign-in failed, are no finding of this kind', (t) => {
  t.deepEqual(findings(signedIn, flight(2, 'e1', 'CN=X'), refused(3, 'e1'), established(4, 'e2')), []);
  t.deepEqual(
    findings(flight(2, 'e1', 'CN=X'), refused(3, 'e1')).map(({ id }) => id),
    [],
  );
  t.deepEqual(findings(signedIn), []);
});
