import test from 'ava';
import { diagnose } from '../../harness/diagnosis/index.js';
import type { JournalEvent } from '../../harness/journal/index.js';
import { event } from '../events.js';

const web = { service: 'web', connection: 'w1' } as const;
const session = { version: 'TLS 1.0', suite: 'X', engine: 'openssl', resumed: false } as const;
const leaf = {
  ...{ subject: 'CN=web', issuer: 'CN=Root', thumbprint: 'X', selfSigned: false },
  ...{ notBefore: '2014-01-01T00:00:00Z', notAfter: '2024-01-01T00:00:00Z' },
};
const signedIn = event(
  9,
  'front-end.signed-in',
  { user: 'alice@contoso.test', epid: 'e', scheme: 'NTLM', expires: 7200 },
  { service: 'front-end' },
);
const looked = event(1, 'dns.query', { name: 'ucupdates-r2.contoso.test', recordType: 'A', transport: 'udp' });
const flight = event(2, 'tls.server-flight', { ...session, chain: [leaf] }, web);
const refused = event(
  3,
  'tls.refused',
  { by: 'phone', how: 'alert', alert: 'unknown_ca', when: 'after-certificate', afterMs: 1 },
  web,
);
const findings = (...events: JournalEvent[]) => (diagnose(events)[0]?.findings ?? []).map(({ id }) => id);

test('signed in, and unable to ask for firmware', (t) => {
  const [finding] = diagnose([looked, flight, refused, signedIn])[0]?.findings ?? [];
  t.is(finding?.id, 'update-untrusted-server');
  t.is(
    finding?.sentence,
    'The phone does not trust the web services, "CN=web" by "CN=Root", and so cannot ask them for firmware.',
  );
  t.deepEqual(
    finding?.evidence.map(({ seq }) => seq),
    [1, 2, 3],
  );
});

test('not where it asked all the same, never looked for the service, trusts it by now, or did not sign in', (t) => {
  const check = event(4, 'device-update.check', { version: '3.5.6907.35' });
  t.deepEqual(findings(looked, flight, refused, check, signedIn), []);
  t.deepEqual(findings(flight, refused, signedIn), []);
  const later = event(5, 'tls.established', session, { ...web, connection: 'w2' });
  t.deepEqual(findings(looked, flight, refused, later, signedIn), []);
  t.false(findings(looked, flight, refused).includes('update-untrusted-server'));
});

const offer = (seq: number, installed: string, version: string, downloads = 1) =>
  event(seq, 'device-update.answer', { downloads, installed, version });
const boot = (seq: number) => event(seq, 'dhcp.request', { message: 'DHCPINFORM' } as never);

test('offered the same over the same after each boot: two authorities', (t) => {
  const flips = [
    offer(1, '5.4.1.1', '5.5.1.1'),
    boot(2),
    offer(3, '5.4.1.1', '5.5.1.1'),
    boot(4),
    offer(5, '5.4.1.1', '5.5.1.1'),
  ];
  const [finding] = diagnose([...flips, signedIn])[0]?.findings ?? [];
  t.is(finding?.id, 'update-loop');
  t.is(finding?.sentence, 'The phone was given firmware 5.5.1.1 3 times, and each time came back with 5.4.1.1.');
  t.is(finding?.evidence.length, 3);
  const twice = [offer(1, '5.4.1.1', '5.5.1.1'), boot(2), boot(3), offer(4, '5.4.1.1', '5.5.1.1')];
  t.false(findings(...twice, signedIn).includes('update-loop'), 'twice is no loop');
  t.false(
    findings(...flips.filter(({ type }) => type !== 'dhcp.request'), signedIn).includes('update-loop'),
    'no restart',
  );
  const nothing = flips.map((each) => (each.type === 'device-update.answer' ? { ...each, downloads: 0 } : each));
  t.false(findings(...(nothing as JournalEvent[]), signedIn).includes('update-loop'));
});
