import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { readJournal } from '../../harness/journal/index.js';
import { finished, mockLync, serve } from './served.js';
import { until } from './until.js';

/** A scenario served by a process, to phones that are processes. */
async function served(t: ExecutionContext, text: string, ...more: string[]) {
  const path = mkdtempSync(join(tmpdir(), 'mock-lync-serve-'));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  const file = join(path, 'scenario.yaml');
  writeFileSync(file, text);
  const lab = await serve([file, '--ports', 'any', '--output', path, ...more]);
  t.teardown(() => lab.stop());
  const ready = join(path, 'ready.json');
  writeFileSync(ready, JSON.stringify(lab.ready));
  return {
    ...lab,
    events: () => readJournal(join(path, 'journal.jsonl')),
    phone: (...args: string[]) => finished(mockLync(['phone', '--endpoints', ready, '--json', ...args])),
  };
}

const jeff = ['--number', '1002', '--pin', '24680'];
const alice = ['--number', '1001', '--pin', '13579'];

test.serial('changes of a served scenario: after an event, at a time, and one that never falls due', async (t) => {
  const lab = await served(
    t,
    `
id: test/served-changes
summary: The PIN of a user is locked once a phone is signed in.
deployment: { sipDomain: contoso.test }
phone: { model: CX600, firmware: 4.0.7577.4420, signIn: pin, user: jeff }
changes:
  - { after: front-end.signed-in, do: lock-pin, user: jeff }
  - { at: 1s, do: dhcp-options, option120: false }
  - { after: front-end.lapsed, do: stop }
expect: { outcome: signed-in }
`,
  );
  const first = await lab.phone(...jeff);
  t.is(first.code, 0, first.stderr);
  const made = () => lab.events().flatMap((event) => (event.type === 'change.made' ? [event.do] : []));
  await until(() => made().length === 2);
  t.deepEqual(made().toSorted(), ['dhcp-options', 'lock-pin']);
  const second = await lab.phone(...jeff, '--seed', 'another', '--address', '127.63.0.102');
  t.is(second.code, 1);
  const refused = lab.events().find(({ type }) => type === 'web-ticket.refused');
  t.like(refused, { problem: 'locked' });
  t.true(
    lab.events().some((event) => event.type === 'dhcp.reply' && event.withheld.includes(120)),
    'the option is withheld from then on',
  );
  const { code, lines } = await lab.stop();
  t.is(code, 0);
  t.deepEqual(
    (lines as { event: string; do: string; made: boolean; instead?: string }[])
      .filter(({ event }) => event === 'change')
      .map((change) => [change.do, change.made, change.instead ?? '']),
    [
      ['lock-pin', true, ''],
      ['dhcp-options', true, ''],
      ['stop', false, 'it never was: the event did not come'],
    ],
  );
});

test.serial('each phone of a served scenario is judged by its own section, and has its own faults', async (t) => {
  const lab = await served(
    t,
    `
id: test/served-phones
summary: One of two phones is told no Option 120.
deployment: { sipDomain: contoso.test }
phones:
  lobby:
    mac: 00:04:f2:00:00:01
    model: CX600
    firmware: 4.0.7577.4420
    signIn: pin
    user: jeff
    faults: [ { at: dhcp.inform, do: omit-option, code: 120 } ]
    expect: { outcome: signed-in, events: [ fault.fired, { front-end.signed-in: { user: jeff@contoso.test } } ] }
  office:
    mac: 00:04:f2:00:00:02
    model: CX600
    firmware: 4.0.7577.4420
    signIn: pin
    user: alice
    expect: { outcome: signed-in, finding: none, events: [ { front-end.signed-in: { user: alice@contoso.test } }, { never: fault.fired } ] }
expect: { events: [ { front-end.signed-in: {}, count: 1 } ] }
`,
  );
  const phones = await Promise.all([
    lab.phone(...jeff, '--mac', '00:04:f2:00:00:01', '--address', '127.63.0.101'),
    lab.phone(...alice, '--mac', '00:04:f2:00:00:02', '--address', '127.63.0.102'),
  ]);
  t.deepEqual(
    phones.map(({ code }) => code),
    [0, 0],
  );
  const verdicts = () => lab.events().flatMap((event) => (event.type === 'device.verdict' ? [event] : []));
  await until(() => verdicts().length === 2, 60_000);
  const of = (mac: string) => verdicts().find(({ device }) => device === mac);
  for (const mac of ['00:04:f2:00:00:01', '00:04:f2:00:00:02']) {
    t.like(of(mac), { status: 'passed', outcome: 'signed-in' }, JSON.stringify(of(mac)));
  }

  // Somebody else is judged by what is said of the whole, and has no part in the other's fault.
  const third = await lab.phone(...jeff, '--mac', '00:04:f2:00:00:03', '--address', '127.63.0.103');
  t.is(third.code, 0, third.stderr);
  await until(() => verdicts().length === 3, 60_000);
  t.like(of('00:04:f2:00:00:03'), { status: 'passed', outcome: 'signed-in' });
  const { lines } = await lab.stop();
  t.deepEqual(
    (lines as { event: string; device: string; count: number }[])
      .filter(({ event }) => event === 'fault')
      .map(({ count, device }) => [device, count > 0]),
    [['00:04:f2:00:00:01', true]],
    'once, and in one phone’s way alone',
  );
});

test.serial(
  'phones nobody named by MAC stand for the next of the scenario’s phones, with its faults and expectations',
  async (t) => {
    const lab = await served(
      t,
      `
id: test/served-nameless
summary: One of two phones, whichever they are, is told no Option 120.
deployment: { sipDomain: contoso.test }
phones:
  lobby:
    model: CX600
    firmware: 4.0.7577.4420
    signIn: pin
    user: jeff
    faults: [ { at: dhcp.inform, do: omit-option, code: 120 } ]
    expect: { outcome: signed-in, events: [ fault.fired, { front-end.signed-in: { user: jeff@contoso.test } } ] }
  office:
    model: CX700
    firmware: 4.0.7577.4420
    signIn: pin
    user: alice
    expect: { outcome: signed-in, finding: none, events: [ { front-end.signed-in: { user: alice@contoso.test } }, { never: fault.fired } ] }
expect: { events: [ { front-end.signed-in: {} } ] }
`,
      '--device',
      '00:04:f2:00:00:02,CX700,4.0.7577.4420',
    );
    // The office's own model is known beforehand, so that it does not take the lobby's place though it comes first.
    const office = await lab.phone(...alice, '--mac', '00:04:f2:00:00:02', '--address', '127.63.0.102');
    const lobby = await lab.phone(...jeff, '--mac', '00:04:f2:00:00:01', '--address', '127.63.0.101');
    const third = await lab.phone(...jeff, '--mac', '00:04:f2:00:00:03', '--address', '127.63.0.103');
    t.deepEqual([office.code, lobby.code, third.code], [0, 0, 0], lobby.stderr);
    const verdicts = () => lab.events().flatMap((event) => (event.type === 'device.verdict' ? [event] : []));
    await until(() => verdicts().length === 3, 60_000);
    for (const verdict of verdicts()) t.is(verdict.status, 'passed', JSON.stringify(verdict));
    const fired = lab.events().flatMap((event) => (event.type === 'fault.fired' ? [event.device] : []));
    t.deepEqual([...new Set(fired)], ['00:04:f2:00:00:01'], 'the fault goes with who stands for the lobby');
    const sections = lab.events().flatMap((event) => (event.type === 'device.section' ? [event] : []));
    t.deepEqual(
      sections.map(({ device, section }) => `${device} ${section}`),
      ['00:04:f2:00:00:02 office', '00:04:f2:00:00:01 lobby', '00:04:f2:00:00:03 undefined'],
    );
    const { lines, stderr } = await lab.stop();
    t.regex(
      stderr,
      /00:04:f2:00:00:02 +stands for "office" of the scenario, the next without a MAC: CX700, signs in by pin as alice/,
    );
    t.regex(stderr, /00:04:f2:00:00:01 +stands for "lobby" of the scenario/);
    t.regex(stderr, /00:04:f2:00:00:03 +is none of the scenario’s phones, for none that fits is left/);
    const [fault] = (lines as { event: string; device: string; count: number }[]).filter(
      ({ event }) => event === 'fault',
    );
    t.like(fault, { device: '00:04:f2:00:00:01' });
  },
);
