import test from 'ava';
import { diagnose } from '../../harness/diagnosis/index.js';
import type { EventDetails, JournalEvent } from '../../harness/journal/index.js';
import { event } from '../events.js';

type Answer = EventDetails['device-update.answer'];
const signedIn = event(
  1,
  'front-end.signed-in',
  { user: 'alice@contoso.test', epid: 'e', scheme: 'NTLM', expires: 7200 },
  { service: 'front-end' },
);
const answer = (seq: number, details: Answer) => event(seq, 'device-update.answer', details);
const offer: Answer = {
  ...{ downloads: 1, version: '4.0.7577.4420', signature: 'lync', installed: '4.0.7577.4066' },
  ...{ baseUrl: 'http://web/x', externalBaseUrl: 'https://web/x' },
};
const ids = (...events: JournalEvent[]) => diagnose([signedIn, ...events])[0]?.findings.map(({ id }) => id);

const nothings = {
  'not-approved': 'update-not-approved',
  'other-web-service': 'update-other-web-service',
  'other-key': 'update-rule-mismatch',
} as const;

for (const [reason, id] of Object.entries(nothings)) {
  test(`nothing is offered for ${reason}`, (t) => {
    const told = { downloads: 0, reason, rule: 'Service:WebServer:web/1', differs: ['locale'] };
    t.deepEqual(ids(answer(2, told)), [id as (typeof nothings)[keyof typeof nothings]]);
    t.deepEqual(ids(answer(2, told), answer(3, offer)), [], 'the last answer counts');
  });
}

test('nothing is wrong with a phone that is current, or that no rule is about', (t) => {
  for (const reason of ['current', 'no-rule', 'no-version', 'withheld']) {
    t.deepEqual(ids(answer(2, { downloads: 0, reason })), []);
  }
  t.deepEqual(ids(answer(2, offer)), []);
});

test('an offer that names no place', (t) => {
  t.deepEqual(ids(answer(2, { ...offer, baseUrl: '', externalBaseUrl: '' })), ['update-store-urls-missing']);
});

test('firmware of OCS is offered what it cannot check', (t) => {
  t.deepEqual(ids(answer(2, { ...offer, installed: '3.5.6907.35' })), ['update-signature-refused']);
  t.deepEqual(ids(answer(2, { ...offer, installed: '3.5.6907.35', signature: 'ocs' })), []);
  t.deepEqual(ids(answer(2, { ...offer, installed: 'unknown' })), []);
  const again = event(3, 'device-update.download', {
    ...{ file: 'CPE.nbt', model: 'CX700', version: '4.0.7577.4420', size: 9, from: 0, sent: 9, complete: true },
  });
  const [finding] = diagnose([answer(2, { ...offer, installed: '3.5.6907.35' }), again])[0]?.findings ?? [];
  t.deepEqual(
    finding?.evidence.map(({ seq }) => seq),
    [2, 3],
  );
  t.regex(finding?.remedies[0] ?? '', /4066/);
});

test('a file that is not there', (t) => {
  const asked = (seq: number, status: number, path: string) => event(seq, 'web.response', { status, path });
  const file = '/RequestHandler/Files/UCPhone/Polycom/CX600/A/ENU/1.2.3.4/CPE/CPE.cat';
  t.deepEqual(ids(asked(2, 404, file)), ['update-file-missing']);
  t.deepEqual(ids(asked(2, 404, '/deviceupdatefiles_int/x')), ['update-file-missing']);
  t.deepEqual(ids(asked(2, 404, file), asked(3, 206, file)), []);
  t.deepEqual(ids(asked(2, 404, '/nothing')), []);
});

test('an anonymous check from outside, and one that came again', (t) => {
  const refused = (seq: number) => event(seq, 'device-update.refused', { reason: 'anonymous-outside' });
  t.deepEqual(ids(refused(2)), ['update-anonymous-outside']);
  t.deepEqual(ids(refused(2), event(3, 'device-update.check', { outside: true })), []);
  const [finding] = diagnose([refused(2), refused(3)])[0]?.findings ?? [];
  t.regex(finding?.sentence ?? '', /2 times/);
});
