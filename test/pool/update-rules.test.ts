import test from 'ava';
import { selectUpdate, type UpdateRule, UpdateRules } from '../../harness/pool/index.js';

const service = 'lyncweb.contoso.com';
const key = { deviceType: 'UCPhone', brand: 'Polycom', model: 'CX600', revision: 'A', locale: 'ENU' };
const [cu5, cu9, cu11] = ['4.0.7577.4066', '4.0.7577.4363', '4.0.7577.4420'] as const;
const phone = { key, mac: '00:04:f2:aa:bb:cc', serial: 'ABC-123', version: cu5 };

function rulesWith(slots: { approved?: string; pending?: string; restore?: string; webService?: string }) {
  const rules = new UpdateRules({ rules: [{ ...key, ...slots }], testDevices: [] }, service);
  const id = rules.list()[0]?.id ?? '';
  return { rules, id, ask: (asker = {}) => selectUpdate(rules, service, { ...phone, ...asker }) };
}

const slots = (rule: UpdateRule | string) =>
  typeof rule === 'string' ? rule : [rule.approved, rule.pending, rule.restore];

test('what is imported is pending, and a second import takes its place', (t) => {
  const rules = new UpdateRules({ rules: [], testDevices: [] }, service);
  const rule = rules.import(service, key, cu9);
  t.deepEqual(slots(rule), [undefined, cu9, undefined]);
  const again = rules.import(service, { ...key, brand: 'POLYCOM' }, cu11);
  t.deepEqual(slots(again), [undefined, cu11, undefined]);
  t.is(rules.list().length, 1);
  t.deepEqual(rules.list()[0]?.stored, [cu9, cu11]);
});

test('approving moves what was approved to where a roll-back finds it', (t) => {
  const { rules, id } = rulesWith({ approved: cu5, pending: cu11 });
  t.deepEqual(slots(rules.approve(id.toUpperCase())), [cu11, undefined, cu5]);
  t.is(rules.approve(id), 'nothing-pending');
  t.deepEqual(slots(rules.restore(id)), [cu5, undefined, undefined]);
  t.deepEqual(slots(rules.restore(id)), [undefined, undefined, undefined], 'without one before, it is taken away');
  t.is(rules.restore(id), 'nothing-approved');
});

test('a reset gives up what is pending alone', (t) => {
  const { rules, id } = rulesWith({ approved: cu5, pending: cu11, restore: cu9 });
  t.deepEqual(slots(rules.reset(id)), [cu5, undefined, cu9]);
  t.is(rules.reset(id), 'nothing-pending');
  t.is(rules.reset('00000000-0000-0000-0000-000000000000'), 'unknown');
});

test('everybody gets what is approved, unless it is installed', (t) => {
  const { ask } = rulesWith({ approved: cu11 });
  t.like(ask(), { outcome: 'offer', version: cu11, pending: false });
  t.like(ask({ version: cu11 }), { outcome: 'nothing', reason: 'current' });
  t.like(ask({ version: undefined }), { outcome: 'offer', version: cu11 });
  t.like(ask({ version: '4.0.7577.4500' }), { outcome: 'offer', version: cu11 }, 'a roll-back is an offer, too');
});

test('keys are compared without case, and a near miss is told', (t) => {
  const { ask } = rulesWith({ approved: cu11 });
  t.like(ask({ key: { ...key, brand: 'polycom', locale: 'enu' } }), { outcome: 'offer' });
  t.like(ask({ key: { ...key, revision: 'B', locale: 'DEU' } }), {
    ...{ outcome: 'nothing', reason: 'other-key' },
    differs: ['revision', 'locale'],
  });
  t.like(ask({ key: { ...key, model: 'CX700' } }), { outcome: 'nothing', reason: 'no-rule' });
  t.like(rulesWith({ approved: cu11, webService: 'web.other.com' }).ask(), { reason: 'other-web-service' });
});

test('what is pending goes to test devices alone, by MAC address or serial number', (t) => {
  const { rules, ask } = rulesWith({ pending: cu11 });
  t.like(ask(), { outcome: 'nothing', reason: 'not-approved' });
  for (const device of [{ mac: '0004F2AABBCC' }, { mac: '00-04-f2-aa-bb-cc' }, { serial: 'abc-123' }]) {
    t.true(rules.addTestDevice(device));
    t.like(ask(), { outcome: 'offer', version: cu11, pending: true });
    t.true(rules.removeTestDevice(device));
    t.like(ask(), { outcome: 'nothing' });
  }
  t.false(rules.removeTestDevice({ mac: '000000000000' }));
  rules.addTestDevice({ mac: '000000000000' });
  t.like(ask(), { outcome: 'nothing' }, 'another device is none');
});

test('a test device goes back to what is approved when the pending version is given up', (t) => {
  const { rules, id, ask } = rulesWith({ approved: cu9, pending: cu11 });
  rules.addTestDevice({ serial: 'ABC-123' });
  t.like(ask({ version: cu11 }), { outcome: 'nothing', reason: 'current' });
  rules.reset(id);
  t.like(ask({ version: cu11 }), { outcome: 'offer', version: cu9 });
});

test('with something approved installed and more pending, the device is told what waits', (t) => {
  const { ask } = rulesWith({ approved: cu5, pending: cu11 });
  t.like(ask(), { outcome: 'nothing', reason: 'not-approved' });
  t.like(rulesWith({ restore: cu9 }).ask(), { outcome: 'nothing', reason: 'no-version' });
});
