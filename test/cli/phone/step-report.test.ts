import test from 'ava';
import { StepReport, stepLines } from '../../../harness/cli/phone/step-report.js';
import { ScenarioClock } from '../../../harness/foundation/clock/index.js';
import { Journal } from '../../../harness/journal/index.js';
import { styleFor } from '../../../harness/reports/index.js';

const plain = styleFor({});

test('each step is told with what it met on the way, and a failed one with what to do', (t) => {
  const clock = new ScenarioClock({ start: new Date('2014-11-15T09:00:00Z'), waits: 'skip' });
  t.teardown(() => clock.stop());
  const journal = new Journal({ time: clock });
  const told: string[] = [];
  const report = new StepReport(({ step }) => told.push(step));
  journal.subscribe((event) => report.listen(event));
  const recorder = journal.recorder('phone', 'phone');
  const say: typeof recorder.record = (...args) => recorder.record(...args);
  say('phone.looked-up', { name: 'before.test', asked: 'A', answers: ['10.0.0.1'] });
  say('phone.step', { step: 'root-chain', state: 'started' });
  say('phone.looked-up', { name: 'web.contoso.test', asked: 'A', answers: [], problem: 'NXDOMAIN' });
  t.deepEqual(told, [], 'not before it is over');
  say('phone.step', { step: 'root-chain', state: 'failed', detail: 'Nobody.', code: 'PHONE_X', action: 'Do it.' });
  say('phone.step', { step: 'register', state: 'started' });
  say('phone.certificate-verdict', {
    host: 'sip',
    trusted: false,
    reason: 'untrusted-root',
    path: ['CN=sip', 'CN=ca'],
  });
  say('phone.secured', { host: 'sip', version: 'TLSv1', suite: 'TLS_RSA_WITH_RC4_128_MD5', resumed: true });
  say('phone.step', { step: 'register', state: 'done', detail: 'as alice' });
  t.deepEqual(told, ['root-chain', 'register']);
  t.deepEqual(report.steps, [
    {
      ...{ step: 'root-chain', state: 'failed', detail: 'Nobody.', code: 'PHONE_X', action: 'Do it.' },
      saw: ['DNS web.contoso.test A: NXDOMAIN'],
    },
    {
      ...{ step: 'register', state: 'done', detail: 'as alice' },
      saw: [
        'certificate of sip: refused, untrusted-root; shown: CN=sip < CN=ca',
        'TLS with sip: TLSv1, TLS_RSA_WITH_RC4_128_MD5, resumed',
      ],
    },
  ]);
});

test('what a server chose cannot steer the terminal', (t) => {
  const evil = 'a\u001b[2Jb\nc\u009bd';
  const text = stepLines({ step: 'time', state: 'failed', detail: evil, code: 'X', action: evil, saw: [evil] }, plain);
  t.is(text.split('\n').length, 4, 'three lines and the end of the last');
  for (const control of ['\u001b', '\u009b']) t.false(text.includes(control));
  t.true(text.startsWith('✗ time              a·[2Jb·c·d\n'));
});
