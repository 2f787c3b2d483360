import test from 'ava';
import { diagnose } from '../../harness/diagnosis/index.js';
import type { JournalEvent } from '../../harness/journal/index.js';
import { event } from '../events.js';

const user = 'alice@contoso.test';
const found = (...events: JournalEvent[]) => diagnose(events)[0]?.findings ?? [];
const ids = (...events: JournalEvent[]) => found(...events).map(({ id }) => id);
const thumbprint = '00112233445566778899AABBCCDDEEFF00112233';

const issued = (seq: number) =>
  event(seq, 'certificate.issued', { user, deviceId: '{1}', thumbprint, notAfter: '2014-11-16T09:00:00.000Z' });
const signedIn = (seq: number) =>
  event(seq, 'front-end.signed-in', { user, epid: 'e', scheme: 'TLS-DSK', expires: 7200 });
const turnedAway = (seq: number, problem = 'expired') =>
  event(seq, 'front-end.refused', { user, status: 401, errorId: 4002, problem });
const ticketRefused = (seq: number, problem: string) =>
  event(seq, 'web-ticket.refused', { method: 'certificate', problem, errorId: 28029 });
const ticketIssued = (seq: number) => event(seq, 'web-ticket.issued', { user, method: 'pin', audience: 'x' });
const storeAway = (seq: number) =>
  event(seq, 'certificate.refused', { problem: 'certificate-store-unavailable', errorId: 28020 });
const challenge = (seq: number, ...schemes: string[]) => event(seq, 'front-end.challenge', { user, schemes });
const register = (seq: number, step: 'unauthenticated' | 'handshake') =>
  event(seq, 'front-end.register', { user, step });

test('an expired certificate, with what was tried to renew it', (t) => {
  const [finding] = found(issued(1), signedIn(2), ticketRefused(3, 'certificate-revoked'), turnedAway(4));
  t.is(finding?.id, 'certificate-expired');
  t.regex(finding?.sentence ?? '', /alice@contoso\.test.*valid until 2014-11-16/);
  t.deepEqual(
    finding?.evidence.map(({ seq }) => seq),
    [1, 3, 4],
  );
  t.deepEqual(ids(turnedAway(1)), ['certificate-expired'], 'also of a phone that comes with one from before');
  t.deepEqual(ids(issued(1), turnedAway(2), signedIn(3)), [], 'unless it signed in later');
  t.deepEqual(ids(issued(1), signedIn(2), turnedAway(3, 'foreign')), []);
  const before = found(ticketRefused(1, 'certificate-revoked'), issued(2), signedIn(3), turnedAway(4))[0];
  t.deepEqual(
    before?.evidence.map(({ seq }) => seq),
    [2, 4],
    'what was refused before it was issued has nothing to do with it',
  );
});

test('what stands in the way of the next certificate is told of a signed-in phone, too', (t) => {
  t.deepEqual(ids(issued(1), signedIn(2), storeAway(3)), ['certificate-store-unavailable']);
  t.deepEqual(ids(issued(1), signedIn(2), storeAway(3), turnedAway(4)), [
    'certificate-store-unavailable',
    'certificate-expired',
  ]);
  t.deepEqual(ids(signedIn(1), ticketRefused(2, 'certificate-authentication-off')), [
    'web-certificate-authentication-off',
  ]);
  t.deepEqual(ids(signedIn(1), ticketRefused(2, 'certificate-authentication-off'), ticketIssued(3)), []);
  t.deepEqual(ids(signedIn(1), ticketRefused(2, 'pin-authentication-off')), [], 'which is looked for before alone');
});

test('a Registrar without certificate authentication, and a phone that goes no further', (t) => {
  const [finding] = found(register(1, 'unauthenticated'), challenge(2, 'NTLM', 'Kerberos'));
  t.is(finding?.id, 'registrar-certificate-authentication-off');
  t.regex(finding?.sentence ?? '', /NTLM and Kerberos alone/);
  t.deepEqual(ids(challenge(1, 'NTLM', 'TLS-DSK')), []);
  t.deepEqual(ids(challenge(1)), [], 'nothing offered is another matter');
  t.deepEqual(ids(challenge(1, 'NTLM'), register(2, 'handshake'), challenge(3, 'NTLM')), [], 'it went on with NTLM');
  t.deepEqual(ids(challenge(1, 'NTLM'), signedIn(2)), []);
});
