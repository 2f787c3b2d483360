import { setImmediate as turn } from 'node:timers/promises';
import test from 'ava';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { Journal } from '../../harness/journal/index.js';
import { explainChange } from '../../harness/scenario/changes/explain.js';
import type { ChangeResources } from '../../harness/scenario/changes/kind.js';
import { ChangePlan } from '../../harness/scenario/changes/plan.js';
import { type ChangeSpec, changeSchema } from '../../harness/scenario/changes/schema.js';
import { changeTable } from '../../harness/scenario/changes/table.js';
import { faultShapes } from '../../harness/scenario/schema/scenario.js';

const schema = changeSchema(faultShapes);
const resources: ChangeResources = {
  certificate: () => 'later',
  authorities: async () => ['AA==', 'AQ=='],
  updateRule: (model) => `rule of ${model}`,
};

interface Planned {
  readonly plan: ChangePlan;
  readonly journal: Journal;
  readonly clock: ScenarioClock;
  /** What was administered, in order. */
  readonly done: string[];
}

function planned(written: readonly object[], refuse?: string): Planned {
  const clock = new ScenarioClock({ start: new Date('2014-11-15T09:00:00Z'), waits: 'skip' });
  const journal = new Journal({ time: clock });
  const done: string[] = [];
  const administer = async (request: string, body: Readonly<Record<string, unknown>> = {}): Promise<void> => {
    await turn();
    if (refuse !== undefined) throw new HarnessError('USAGE', { detail: refuse });
    done.push(`${request} ${JSON.stringify(body)}`);
  };
  const specs = written.map((each) => schema.parse(each));
  return { plan: new ChangePlan(specs, { lab: { administer }, journal, clock, resources }), journal, clock, done };
}

function signedIn(journal: Journal, device: string, user = 'alice@contoso.test'): void {
  const details = { user, epid: 'aa', scheme: 'NTLM', expires: 600 };
  journal.recorder('front-end').record('front-end.signed-in', details, { device });
}

/** Scenario time passes as it does for a phone that waits. */
async function passes(clock: ScenarioClock, ms: number): Promise<void> {
  const phone = clock.join('phone');
  await phone.sleep(ms);
  phone.leave();
}

test('a change is carried out after its event, the time of its wait later, once', async (t) => {
  const { clock, done, journal, plan } = planned([{ after: 'front-end.signed-in', wait: '10m', do: 'stop' }]);
  plan.start();
  signedIn(journal, 'a');
  await passes(clock, 599_000);
  t.deepEqual(done, []);
  signedIn(journal, 'a');
  await passes(clock, 7_200_000);
  t.deepEqual(done, ['POST /v1/front-end/stop {}']);
  t.like(plan.all()[0], { do: 'stop', made: true });
  const [made] = journal.events.filter(({ type }) => type === 'change.made');
  t.like(made, { do: 'stop', sentence: '10m after front-end.signed-in, the Front End is stopped.' });
  await plan.close();
});

test('a change is carried out at its time, though nothing happens', async (t) => {
  const { clock, done, plan } = planned([{ at: '1h', do: 'restart', host: 'director' }]);
  plan.start();
  await passes(clock, 3_500_000);
  t.deepEqual(done, []);
  await passes(clock, 200_000);
  t.deepEqual(done, ['POST /v1/front-end/restart {"host":"director"}']);
  await plan.close();
});

test('fields, the device and the number of the event are looked at', async (t) => {
  const { clock, done, journal, plan } = planned([
    { after: { 'front-end.signed-in': { user: 'bob@contoso.test' } }, do: 'enable-user', user: 'bob' },
    { after: 'front-end.signed-in', device: '00-04-f2-00-00-01', nth: 2, do: 'lock-pin', user: 'alice' },
  ]);
  plan.start();
  for (const device of ['00:04:f2:00:00:01', '00:04:f2:00:00:02', '00:04:f2:00:00:02']) signedIn(journal, device);
  await passes(clock, 1000);
  t.deepEqual(done, []);
  signedIn(journal, '00:04:f2:00:00:01');
  await passes(clock, 1000);
  t.deepEqual(done, ['POST /v1/pins/lock {"user":"alice"}']);
  signedIn(journal, '00:04:f2:00:00:02', 'bob@contoso.test');
  await passes(clock, 1000);
  t.is(done[1], 'POST /v1/front-end/enable {"user":"bob"}');
  await plan.close();
});

test('a change follows another, and one of several requests makes them in order', async (t) => {
  const { clock, done, journal, plan } = planned([
    { after: 'front-end.signed-in', do: 'publish', certificate: 'default.root', store: 'RootCA' },
    { after: { 'change.made': { do: 'publish' } }, do: 'stop' },
  ]);
  signedIn(journal, 'a');
  // What happened before counts: the servers open before the plan hears of anything.
  plan.start();
  await passes(clock, 1000);
  t.deepEqual(done, [
    'POST /v1/directory/publish {"store":"RootCA","certificate":"AA=="}',
    'POST /v1/directory/publish {"store":"RootCA","certificate":"AQ=="}',
    'POST /v1/front-end/stop {}',
  ]);
  await plan.close();
});

test('what never fell due, what came too late and what was refused are told apart', async (t) => {
  const late = planned([
    { after: 'front-end.signed-in', wait: '10m', do: 'stop' },
    { after: 'tls.refused', do: 'stop' },
    { at: '1h', do: 'stop' },
  ]);
  late.plan.start();
  signedIn(late.journal, 'a');
  await passes(late.clock, 1000);
  await late.plan.close();
  t.deepEqual(late.done, []);
  t.deepEqual(
    late.plan.all().map(({ made, instead }) => [made, instead]),
    [
      [false, 'the run was over before its time came; let the phone stay, or be off, longer'],
      [false, 'it never was: the event did not come'],
      [false, 'the run was over before its time came; let the phone stay, or be off, longer'],
    ],
  );
  const refused = planned([{ after: 'front-end.signed-in', do: 'stop' }], 'no');
  refused.plan.start();
  signedIn(refused.journal, 'a');
  await passes(refused.clock, 1000);
  await refused.plan.close();
  t.like(refused.plan.all()[0], { made: false, instead: 'it could not be: no.' });
  t.like(refused.journal.events.at(-1), { type: 'change.failed', code: 'USAGE' });
});

test('every change explains itself, and is made of requests there are', async (t) => {
  const words = changeTable.map((kind) => kind.do);
  t.is(new Set(words).size, words.length);
  const { routes } = await import('../../harness/lab/control/routes.js');
  for (const kind of changeTable) {
    t.regex(kind.summary, /^[A-Z].*\.$/, kind.do);
    const spec: ChangeSpec = schema.parse({ ...kind.example, do: kind.do, after: 'tls.refused', nth: 2 });
    t.regex(explainChange(spec), /^After tls\.refused has happened 2 times, .+\.$/, kind.do);
    const parameters = kind.schema(faultShapes).parse(kind.example);
    const calls = await kind.calls(parameters, resources);
    t.true(calls.length > 0, kind.do);
    for (const { request } of calls) t.true(Object.hasOwn(routes, request), `${kind.do}: ${request}`);
    for (const [name, shape] of Object.entries(kind.schema(faultShapes).shape)) {
      t.truthy((shape as { description?: string }).description, `${kind.do}.${name}`);
    }
  }
});

test('a change falls due at one time or after one event; anything else is refused', (t) => {
  const wrong = (written: object) => schema.safeParse(written).error?.issues[0]?.message ?? 'accepted';
  t.regex(wrong({ do: 'stop' }), /either `at` a time or `after` an event/);
  t.regex(wrong({ do: 'stop', at: '1m', after: 'tls.refused' }), /either `at` a time or `after` an event/);
  t.regex(wrong({ do: 'stop', at: '1m', wait: '1m' }), /goes with `after`/);
  t.regex(wrong({ do: 'stop', at: '1m', nth: 2 }), /goes with `after`/);
  t.regex(wrong({ do: 'stpo', at: '1m' }), /did you mean "stop"\? a change is one of/);
  t.regex(wrong({ do: 'publish', at: '1m', store: 'RootCA' }), /exactly one of certificate and file/);
  t.regex(wrong({ do: 'dhcp-options', at: '1m' }), /at least one option|accepted/);
});
