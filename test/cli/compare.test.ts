import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import type { JournalEvent } from '../../harness/journal/index.js';
import { savedRun } from '../../harness/scenario/lab/index.js';
import { commandLine } from './terminal.js';

const path = mkdtempSync(join(tmpdir(), 'mock-lync-compare-'));
test.after.always(() => rmSync(path, { recursive: true, force: true }));

const written = (name: string, lines: readonly unknown[]): string => {
  const file = join(path, name);
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return file;
};

/** A run of `sign-in/pin`, and one of two phones; each file once for all tests. */
const journals = (async () => {
  const { code, stderr } = await commandLine(
    ...['run', 'sign-in/pin', 'incidents/two-phones-two-states', '--seed', 'compare', '--output', path],
  );
  if (code !== 0) throw new Error(stderr);
  return {
    one: join(path, 'sign-in_pin.as_reported.jsonl'),
    two: join(path, 'incidents_two-phones-two-states.as_reported.jsonl'),
  };
})();

const lines = async (): Promise<JournalEvent[]> =>
  readFileSync((await journals).one, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalEvent);

test('a saved run beside itself is the same, and beside another what differs is told with its events', async (t) => {
  const { one } = await journals;
  const same = await commandLine('compare', one, one);
  t.is(same.code, 0, same.stderr);
  t.regex(same.stdout, /^# sign-in\/pin, as reported\n/);
  t.regex(same.stdout, / 0 differ, [1-9]\d* are the same\./);
  const other = written(
    'other.jsonl',
    (await lines()).map((event) => (event.type === 'dhcp.request' ? { ...event, asked: [...event.asked, 66] } : event)),
  );
  const page = join(path, 'page.md');
  const told = await commandLine('compare', one, other, '--output', page, '--json');
  t.is(told.code, 0, told.stderr);
  t.regex(told.stderr, /^1 differences, [1-9]\d* the same\.$/m);
  const { differences } = JSON.parse(told.stdout) as {
    differences: { what: string; real: string; emulated: string }[];
  };
  t.is(differences[0]?.what, 'options asked in DHCPINFORM');
  t.false(differences[0]?.real.includes('66'));
  t.true(differences[0]?.emulated.includes('66'));
  t.regex(readFileSync(page, 'utf8'), /\| what \| this run \| the other run \|/);
});

test('a saved run beside the emulated phone: of the scenario and variant that the journal names, or of others', async (t) => {
  const { one } = await journals;
  const twin = await commandLine('compare', one, '--seed', 'another');
  t.is(twin.code, 0, twin.stderr);
  t.regex(twin.stdout, / 0 differ, /);
  t.regex(twin.stdout, /emulated phone: CX600 with 4\.0\.7577/);
  const usb = await commandLine('compare', one, '--scenario', 'sign-in/usb', '--variant', 'as reported');
  t.regex(usb.stdout, /^# sign-in\/usb, as reported\n/);
  t.regex(usb.stdout, /## Active Directory/);
  const anonymous = written(
    'anonymous.jsonl',
    (await lines()).filter(({ type }) => type !== 'lab.started'),
  );
  const unsaid = await commandLine('compare', anonymous);
  t.is(unsaid.code, 2);
  t.regex(unsaid.stderr, /does not say which scenario it is of/);
  const wrong = await commandLine('compare', one, '--variant', 'no such');
  t.regex(wrong.stderr, /sign-in\/pin has no variant "no such"/);
});

test('of several phones one is named; the last variant in which it did something counts', async (t) => {
  const { two } = await journals;
  const asked = await commandLine('compare', two, two);
  t.is(asked.code, 2);
  const [mac, other] = /choose one of (\S+), (\S+)$/m.exec(asked.stderr.split('.\n')[0] ?? '')?.slice(1) ?? [];
  t.truthy(other, asked.stderr);
  const same = await commandLine(
    'compare',
    two,
    two,
    '--device',
    mac ?? '',
    '--other-device',
    mac?.toUpperCase() ?? '',
  );
  t.regex(same.stdout, / 0 differ, /);
  const differ = await commandLine('compare', two, two, '--device', mac ?? '', '--other-device', other ?? '');
  t.notRegex(differ.stdout, / 0 differ, /);
  t.regex(
    (await commandLine('compare', two, '--device', '00:00:00:00:00:01')).stderr,
    /has no 00:00:00:00:00:01; choose/,
  );

  const once = await lines();
  const started = once[0] as JournalEvent<'lab.started'>;
  const twice = [
    ...once,
    { ...started, variant: 'the next' },
    ...once.slice(1),
    { ...started, variant: 'nobody came' },
  ];
  const run = savedRun(written('twice.jsonl', twice));
  t.deepEqual(run.served, { scenario: 'sign-in/pin', variant: 'the next' });
  t.is(run.events.length, savedRun((await journals).one).events.length);
});

test('what is no journal is refused with its place', async (t) => {
  const refused = async (name: string, ...items: unknown[]) =>
    (await commandLine('compare', written(name, items), written(`${name}.other`, await lines()))).stderr;
  t.regex(await refused('empty.jsonl'), /is no journal of a run: it has no event/);
  t.regex(await refused('other-json.jsonl', { a: 1 }), /item 1 is no event/);
  t.regex(await refused('null.jsonl', ...(await lines()).slice(0, 2), null), /item 3 is no event/);
  t.regex(await refused('type.jsonl', { ...(await lines())[0], type: 'x' }), /item 1 is no event/);
  const bare = (await lines()).map(({ device, observer, seq, service, time, type }) => ({
    ...{ seq, time, observer, service, type },
    ...(device && { device }),
  }));
  t.regex(await refused('bare.jsonl', ...bare), /an event is not as those of its type are.*\(JOURNAL_INVALID\)/s);
  t.regex(await refused('nobody.jsonl', (await lines())[0]), /is of no phone at all/);
  t.is((await commandLine('compare')).code, 2);
  t.regex((await commandLine('compare', '/nowhere/run.jsonl')).stderr, /FILE_UNREADABLE/);
});
