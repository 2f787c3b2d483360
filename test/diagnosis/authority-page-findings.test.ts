import test from 'ava';
import { diagnose, type Finding } from '../../harness/diagnosis/index.js';
import type { CertificateName, JournalEvent } from '../../harness/journal/index.js';
import { event } from '../events.js';

function found(...events: JournalEvent[]): Finding | undefined {
  return diagnose(events)[0]?.findings[0];
}

function name(subject: string, issuer: string): CertificateName {
  const dates = { notBefore: '2014-01-01T00:00:00Z', notAfter: '2024-01-01T00:00:00Z' };
  return { subject, issuer, thumbprint: 'AB', selfSigned: subject === issuer, ...dates };
}

const root = name('CN=Root', 'CN=Root');
const path = '/certsrv/certnew.p7b';
const front = { service: 'front-end', connection: 'front-end#1' } as const;

const located = event(1, 'dns.answer', {
  ...{ name: '_ldap._tcp.dc._msdcs.contoso.test', recordType: 'SRV', code: 'NOERROR' },
  answers: ['0 0 389 dc01.contoso.test'],
});
const search = (seq: number, category: string, entries: number) =>
  event(seq, 'ldap.search', {
    ...{ base: 'CN=Configuration,DC=contoso,DC=test', scope: 'wholeSubtree', attributes: [], controls: [] },
    ...{ filter: `(objectCategory=${category})`, result: 'success', entries },
  });
const told = [located, search(2, 'certificationAuthority', 0), search(3, 'pKIEnrollmentService', 1)];
const response = (seq: number, status: number) => event(seq, 'web.response', { status, path });
const refusal = (seq: number, status: number, reason: string) =>
  event(seq, 'authority-page.refused', { over: 'http', status, reason, account: 'jeff' });
const served = (seq: number) =>
  event(seq, 'authority-page.served', { over: 'http', encoding: 'base64', certificates: [root] });
const untrusted = [
  event(
    10,
    'tls.server-flight',
    {
      ...{ version: 'TLS 1.0', suite: 'X', engine: 'openssl', resumed: false },
      chain: [name('CN=pool01', 'CN=Root')],
    },
    front,
  ),
  event(
    11,
    'tls.refused',
    { by: 'phone', how: 'alert', alert: 'unknown_ca', when: 'after-certificate', afterMs: 1 },
    front,
  ),
];

test('a page that refuses is named with its status, its reason and the account', (t) => {
  const finding = found(...told, refusal(4, 401, 'no-rights'), response(5, 401), ...untrusted);
  t.is(finding?.id, 'authority-page-failed');
  t.regex(finding?.sentence ?? '', /refused its chain to jeff with 401 \(no-rights\)\.$/);
  t.deepEqual(
    finding?.evidence.map(({ seq }) => seq),
    [3, 4, 11],
  );
});

test('a phone that does not answer the challenge', (t) => {
  const finding = found(...told, response(4, 401), ...untrusted);
  t.is(finding?.id, 'authority-page-failed');
  t.regex(finding?.sentence ?? '', /answered 401, which the phone did not go on from/);
});

test('a CA without an address, and one nobody came to', (t) => {
  const details = { name: 'ca01.contoso.test', recordType: 'A', code: 'NXDOMAIN', answers: [] } as const;
  const nameless = found(...told, event(4, 'dns.answer', details), ...untrusted);
  t.is(nameless?.id, 'authority-page-failed');
  t.regex(nameless?.sentence ?? '', /DNS has no ca01\.contoso\.test/);
  const silent = found(...told, ...untrusted);
  t.is(silent?.id, 'authority-page-failed');
  t.regex(silent?.sentence ?? '', /no request for the web page of the CA it names came/);
});

test('where no CA was found it is the root that is missing', (t) => {
  const without = found(
    located,
    search(2, 'certificationAuthority', 0),
    search(3, 'pKIEnrollmentService', 0),
    ...untrusted,
  );
  t.is(without?.id, 'untrusted-root');
});

test('a chain that was served and does not help is another finding', (t) => {
  const finding = found(...told, served(4), response(5, 200), ...untrusted);
  t.is(finding?.id, 'delivered-root-refused');
  t.regex(finding?.sentence ?? '', /^The web page of the CA gave the phone "CN=Root"/);
});
