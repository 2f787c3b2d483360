import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { type JournalEvent, readJournal } from '../../harness/journal/index.js';
import { profileSchema } from '../../harness/phone/index.js';
import { type ServedHere, serveHere } from './served-here.js';
import { commandLine } from './terminal.js';
import { until } from './until.js';

function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'mock-lync-lab-'));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const scenario = `
id: test/lab
summary: A phone signs in by PIN, and in another variant port 8080 is closed.
deployment: { sipDomain: contoso.test }
phone: { model: CX600, firmware: 4.0.7577.4420, signIn: pin, user: jeff }
expect:
  outcome: signed-in
  events: [ root-chain.served, front-end.signed-in: { user: jeff@contoso.test } ]
variants:
  - name: nothing on 8080
    deployment: { webServices: { http8080: false } }
    expect: { outcome: signed-in, events: [ front-end.signed-in: { user: jeff@contoso.test } ] }
`;

interface Lab extends ServedHere {
  readonly path: string;
  readonly readyFile: string;
}

async function lab(t: ExecutionContext, ...more: string[]): Promise<Lab> {
  const path = folder(t);
  const file = join(path, 'scenario.yaml');
  writeFileSync(file, scenario);
  const args = [file, '--ports', 'any', '--output', path, ...more.map((arg) => arg.replace('DIR', path))];
  const served = await serveHere(t, args);
  const readyFile = join(path, 'ready.json');
  writeFileSync(readyFile, JSON.stringify(served.ready));
  return { ...served, path, readyFile };
}

function phone({ readyFile }: Lab, ...more: string[]) {
  return commandLine('phone', '--endpoints', readyFile, '--number', '1002', '--pin', '24680', '--json', ...more);
}

function events({ path }: Lab): JournalEvent[] {
  return readJournal(join(path, 'journal.jsonl'));
}

const verdictsIn = (all: readonly JournalEvent[]) =>
  all.filter((event): event is JournalEvent<'device.verdict'> => event.type === 'device.verdict');

test.serial(
  'a phone is followed and judged, learnt from and compared; the next variant takes the place of the first',
  async (t) => {
    const given = [
      '--next',
      '--learn',
      'DIR/profile.json',
      '--compare',
      'DIR/compare.md',
      '--history',
      'DIR/history.jsonl',
    ];
    const served = await lab(t, ...given, '--device', '00:04:f2:00:00:01,CX600,4.0.7577.4420');
    // Another hello and another class of phone than the scenario's.
    const first = await phone(
      served,
      '--model',
      '6725ip',
      '--hello',
      'rc4-3des-aes',
      '--state',
      join(served.path, 'phone.json'),
    );
    t.is(first.code, 0, first.stderr);
    await until(() => events(served).some(({ type }) => type === 'lab.variant'));
    await until(() => events(served).filter(({ type }) => type === 'lab.started').length === 2);
    const [passed] = verdictsIn(events(served));
    t.like(passed, { status: 'passed', variant: 'as reported', outcome: 'signed-in', finding: 'none' });
    t.regex(passed?.device ?? '', /^00:08:5d:/);

    // On the same ports, with the authority it knows: the same phone as before, whose address of 8080 is dead.
    const second = await phone(served, '--state', join(served.path, 'phone.json'));
    t.is(second.code, 0, second.stderr);
    await until(() => verdictsIn(events(served)).length === 2, 60_000);
    t.like(verdictsIn(events(served))[1], { device: passed?.device, variant: 'nothing on 8080' });

    t.is(await served.stop(), 0);
    t.deepEqual(
      served.lines().map(({ event }) => event),
      ['ready', 'verdict', 'ready', 'verdict', 'device'],
    );
    const history = readFileSync(join(served.path, 'history.jsonl'), 'utf8').trim().split('\n');
    t.deepEqual(
      history.map((line) => (JSON.parse(line) as { variant: string }).variant),
      ['as reported', 'nothing on 8080'],
    );
    // With the certificate and the root of the first variant: nothing had to be fetched again.
    const after = events(served).slice(events(served).findIndex(({ type }) => type === 'lab.variant'));
    t.false(after.some(({ type }) => type === 'certificate.issued' || type === 'root-chain.served'));
    t.regex(served.stderr(), /PASSED 00:08:5d/);
    t.regex(served.stderr(), /Now served: nothing on 8080/);
  },
);

test.serial('what was learnt of a phone is what the emulated phone then does, and what differs is told', async (t) => {
  const served = await lab(t, '--learn', 'DIR/profile.json', '--compare', 'DIR/compare.md');
  const real = await phone(served, '--model', '6725ip', '--hello', 'rc4-3des-aes');
  t.is(real.code, 0, real.stderr);
  const compared = () => {
    try {
      return readFileSync(join(served.path, 'compare.md'), 'utf8');
    } catch {
      return '';
    }
  };
  await until(() => compared() !== '', 60_000);
  t.regex(
    compared(),
    /suites offered at front-end \| .*AES_128.* \| TLS_RSA_WITH_RC4_128_MD5 TLS_RSA_WITH_RC4_128_SHA TLS_RSA_WITH_3DES_EDE_CBC_SHA/,
  );
  t.regex(compared(), /vendor in the update check \| Aastra.* \| Polycom/);
  t.notRegex(compared(), /options asked/, 'the same in both');

  const profile = join(served.path, 'profile.json');
  const learnt = profileSchema.parse(JSON.parse(readFileSync(profile, 'utf8')));
  t.deepEqual(learnt.tls?.suites, [4, 5, 10, 47, 53]);
  t.true(learnt.dhcp?.inform.some(({ asked, vendorClass }) => vendorClass === 'MS-UC-Client' && asked.includes(43)));
  t.regex(learnt.sip?.userAgent ?? '', /^CPE\/4\.0\.7577\.4420/);
  t.true(learnt.sip?.register?.some(([name]) => name === 'ms-keep-alive'));
  t.notRegex(readFileSync(profile, 'utf8'), /24680|Authorization|sip:jeff|00:08:5d:[0-9a-f]{2}:/i);

  // With something of its own in it, to be seen on the wire.
  const own = { ...learnt, http: { ...learnt.http, userAgent: 'Seen/1.0', headers: [['X-Seen', 'yes']] } };
  writeFileSync(
    profile,
    JSON.stringify({
      ...own,
      sip: {
        ...learnt.sip,
        register: [
          ['X-Also-Seen', 'yes'],
          ['Event', 'registration'],
        ],
      },
    }),
  );
  const before = events(served).length;
  const twin = await phone(served, '--profile', profile, '--seed', 'twin');
  t.is(twin.code, 0, twin.stderr);
  const seen = events(served).slice(before);
  const hello = seen.find((event): event is JournalEvent<'tls.client-hello'> => event.type === 'tls.client-hello');
  t.is(hello?.suites.length, 5);
  const text = (type: string) =>
    seen.filter((event) => event.type === type).map(({ raw }) => Buffer.from(raw ?? '', 'base64').toString('latin1'));
  t.true(text('web.request').every((request) => /\r\nX-Seen: yes\r\n/.test(request) && /Seen\/1\.0/.test(request)));
  t.true(text('front-end.request').some((request) => /^REGISTER.*X-Also-Seen: yes/s.test(request)));
  t.false(text('front-end.request').some((request) => /^REGISTER.*ms-keep-alive/s.test(request)));
  await served.stop();

  // The same by the key of a scenario, with the file beside it.
  const withProfile = scenario.replace('signIn: pin,', 'signIn: pin, profile: profile.json,');
  const file = join(served.path, 'own.yaml');
  writeFileSync(file, withProfile);
  const runs = join(served.path, 'runs');
  const run = await commandLine('run', file, '--output', runs);
  t.is(run.code, 0, run.stderr);
  const ofRun = readJournal(join(runs, 'test_lab.as_reported.jsonl'));
  const offered = ofRun.flatMap((event) => (event.type === 'tls.client-hello' ? [event.suites.length] : []));
  t.deepEqual([...new Set(offered)], [5], 'every hello is the one that was learnt');
  const agents = ofRun.flatMap((event) => (event.type === 'web.request' ? [event.userAgent] : []));
  t.true(agents.length > 0 && agents.every((agent) => agent === 'Seen/1.0'), String(agents));
  writeFileSync(profile, '{}x');
  const broken = await commandLine('run', file);
  t.is(broken.code, 1, broken.stderr);
  t.regex(broken.stdout, /profile\.json is no profile of a phone/);
});

test.serial('a phone’s run is laid beside one that was saved before', async (t) => {
  const saved = folder(t);
  const early = await commandLine('run', 'sign-in/pin', '--output', saved);
  t.is(early.code, 0, early.stderr);
  const journal = join(saved, 'sign-in_pin.as_reported.jsonl');
  const served = await lab(t, '--compare', 'DIR/compare.md', '--compare-with', journal);
  t.is((await phone(served, '--model', '6725ip')).code, 0);
  const page = join(served.path, 'compare.md');
  await until(() => existsSync(page), 60_000);
  t.is(await served.stop(), 0);
  t.regex(readFileSync(page, 'utf8'), /\| what \| this phone \| the saved run \|/);
  t.regex(readFileSync(page, 'utf8'), /vendor in the update check \| Aastra.* \| Polycom/);
  t.regex(served.stderr(), /differences from the saved run are in/);
  t.regex((await commandLine('serve', 'sign-in/pin', '--compare-with', journal)).stderr, /needs --compare FILE/);
  const none = await commandLine('serve', 'sign-in/pin', '--compare', '-', '--compare-with', page);
  t.regex(none.stderr, /is no journal of a run/);
});

test.serial('a variant is asked for by name, and one that there is not is refused', async (t) => {
  const served = await lab(t);
  const wrong = await commandLine('variant', 'no such', '--endpoints', served.readyFile);
  t.is(wrong.code, 2);
  t.regex(wrong.stderr, /has no variant "no such"/);
  t.is((await commandLine('variant', 'nothing on 8080', '--endpoints', served.readyFile)).code, 0);
  await until(() => events(served).filter(({ type }) => type === 'lab.started').length === 2);
  // The control API is where it was, with the token it had.
  t.is((await commandLine('variant', 'as reported', '--endpoints', served.readyFile)).code, 0);
  await until(() => events(served).filter(({ type }) => type === 'lab.started').length === 3);
  const ports = events(served)
    .filter((event): event is JournalEvent<'lab.started'> => event.type === 'lab.started')
    .map(({ endpoints }) => JSON.stringify(endpoints));
  t.is(ports[2], ports[0]);
  t.false(ports[1]?.includes('web-http-8080'));
  t.is(await served.stop(), 0);
});

test('what goes with a real phone alone is said so', async (t) => {
  const said = async (...args: string[]) => (await commandLine('run', 'sign-in/pin', ...args)).stderr;
  t.regex(await said('--mac', '00:04:f2:aa:bb:cc'), /--mac goes with --phone real/);
  t.regex(await said('--phone', 'real'), /needs --mac MAC/);
  t.regex(await said('--phone', 'other'), /neither real nor emulated/);
  t.regex(await said('--phone', 'real', '--mac', '00:04:f2:aa:bb'), /is not an address like/);
  t.regex(await said('--phone', 'real', '--mac', '0004f2aabbcc', '--timeout', '0'), /not a number of seconds/);
  t.regex(await said('--phone', 'real', '--mac', '0004f2aabbcc', '--device', 'x,CX600'), /is not MAC,MODEL,FIRMWARE/);
  t.regex(
    await said('--phone', 'real', '--mac', '0004f2aabbcc', '--device', '0004f2aabbcc,CX600,seven'),
    /the firmware "seven" is not four numbers/,
  );
});
