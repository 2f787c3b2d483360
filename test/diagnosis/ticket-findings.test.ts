import test from 'ava';
import { diagnose } from '../../harness/diagnosis/index.js';
import type { JournalEvent } from '../../harness/journal/index.js';
import { event } from '../events.js';

const findings = (...events: JournalEvent[]) => diagnose(events)[0]?.findings.map(({ id }) => id) ?? [];
const refused = (problem: string, method: 'pin' | 'ntlm' | 'certificate' = 'pin') =>
  event(5, 'web-ticket.refused', { method, problem, errorId: 28020, account: '1001' });
const issued = event(6, 'web-ticket.issued', { user: 'alice', method: 'pin', audience: 'x' });

for (const [problem, finding] of [
  ['locked', 'wrong-pin'],
  ['pin-expired', 'pin-unusable'],
  ['pin-not-set', 'pin-unusable'],
  ['user-disabled', 'pin-unusable'],
  ['pin-not-unique', 'number-not-unique'],
  ['user-not-unique', 'number-not-unique'],
  ['pin-authentication-off', 'pin-authentication-off'],
] as const) {
  test(`a PIN refused as ${problem} is ${finding}, until a ticket is issued`, (t) => {
    t.deepEqual(findings(refused(problem)), [finding]);
    t.deepEqual(findings(refused(problem), issued), []);
  });
}

test('a PIN’s problem by another method is none', (t) => {
  t.deepEqual(findings(refused('user-disabled', 'ntlm')), []);
});

test('certificate authentication off is its own finding', (t) => {
  t.deepEqual(findings(refused('certificate-authentication-off', 'certificate')), [
    'web-certificate-authentication-off',
  ]);
});

test('a phone that found no Pin port went no further; one that went on was not stopped by it', (t) => {
  const ports = ['WebTicketServiceWinNegotiate'];
  const told = event(3, 'web-ticket.metadata', { ports });
  t.deepEqual(findings(told), ['pin-authentication-off']);
  t.deepEqual(findings(event(3, 'web-ticket.metadata', { ports: [...ports, 'WebTicketServicePin'] })), []);
  t.deepEqual(findings(told, event(4, 'web.request', { method: 'POST', path: '/x' })), []);
});
