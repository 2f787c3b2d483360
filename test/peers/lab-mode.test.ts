import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { followDevices } from '../../harness/diagnosis/devices/index.js';
import { type EventType, type JournalEvent, readJournal } from '../../harness/journal/index.js';
import type { RunRecord } from '../../harness/reports/index.js';
import { Attempt } from '../../harness/scenario/lab/index.js';
import { loadScenario } from '../../harness/scenario/load.js';
import { finished, mockLync } from '../cli/served.js';
import { dhcpNetwork, labAddress } from './dhcp-network.js';
import { namespacesMissing } from './namespaces.js';
import { pidginTest } from './pidgin.js';
import { program } from './program.js';
import { fullDhcp, scriptedPhone, stepEvents } from './scripted-phone.js';

/** The steps of a phone, each by a program nobody here wrote, and the event that shows it alone. */
const steps = {
  ...stepEvents,
  'pidgin-sipe': '- front-end.signed-in: { user: jeff@contoso.test, scheme: NTLM }',
} as const;

/** It signs in without this, and has not done what the scenario wants. */
const LEFT_OUT = 'curl';

const scenario = `
id: test/lab-mode
summary: Programs of others step through a sign-in.
deployment:
  sipDomain: contoso.test${fullDhcp}
phone: { model: CX600, firmware: 4.0.7577.4420, signIn: usb, user: jeff }
expect:
  outcome: signed-in
  finding: none
  events:
${Object.values(steps)
  .map((line) => `    ${line}`)
  .join('\n')}
    - never: front-end.refused
variants:
  - name: without ${LEFT_OUT}
`;

/** One variant in a network of its own. */
async function ranWith(t: ExecutionContext, nullclient: string, variant: string, ...more: string[]) {
  const network = dhcpNetwork(t);
  const account = "'jeff@contoso.test,CONTOSO\\jeff' Pa55word-jeff";
  const { command, folder, mac } = scriptedPhone(t, network, (own) => ({
    'pidgin-sipe': `${nullclient} -d ${own}/purple -t 60 -w 1 -o authentication=ntlm ${account} ${labAddress}:5061`,
  }));
  const file = join(folder, 'scenario.yaml');
  writeFileSync(file, scenario);
  const args = ['run', file, '--phone', 'real', '--mac', mac, '--reset-command', command, '--variant', variant];
  const given = ['--address', labAddress, '--dhcp', 'full', '--timeout', '100', '--output', folder, '--json', ...more];
  const { code, stderr, stdout } = await finished(mockLync([...args, ...given], network.lab.prefix));
  const [record] = (JSON.parse(stdout) as RunRecord).variants;
  if (!record) throw new Error(stderr);
  return { code, stderr, record, file, mac };
}

pidginTest(
  test,
  'udhcpc, dig, curl, gnutls-cli and pidgin-sipe step through a scenario: the verdict is right, and right without a step',
  async (t, nullclient) => {
    const missing =
      namespacesMissing() ??
      ['udhcpc', 'dig', 'curl', 'gnutls-cli', 'setsid'].find((name) => program(name) === undefined);
    if (missing !== undefined) {
      t.log(`not run: ${missing}`);
      if (process.env.CI) t.fail(missing);
      else t.pass();
      return;
    }
    const [whole, without] = await Promise.all([
      ranWith(t, nullclient, 'as reported'),
      // Whatever is late fails it as well.
      ranWith(t, nullclient, `without ${LEFT_OUT}`, '--silence', '6'),
    ]);
    const { record, stderr } = whole;
    t.like(record, { status: 'passed', outcome: 'signed-in' }, stderr);
    t.is(whole.code, 0);
    t.like(record.device, { device: whole.mac });
    t.regex(record.device?.userAgents.join(' ') ?? '', /curl.*Sipe/);
    t.regex(stderr, /✓ 6 of 6/);
    t.regex(stderr, /PASSED/);

    t.is(without.record.status, 'failed', without.stderr);
    t.is(without.code, 1);
    t.regex(without.record.reason ?? '', /Not met: .*root-chain\.served/);

    // Each of the others, left out of what was recorded: the verdict names it.
    const [variant] = loadScenario(whole.file).variants;
    const { events } = followDevices(readJournal(record.journal ?? ''));
    const first = events.slice(
      0,
      events.findIndex(({ type }) => type === 'device.verdict'),
    );
    for (const [step, shows] of Object.entries(steps)) {
      const [, type = ''] = /^- ([\w.-]+)/.exec(shows) ?? [];
      const judged = (kept: readonly JournalEvent[]) => {
        if (!variant) throw new Error('the scenario has no variant');
        const attempt = new Attempt(variant, whole.mac, 0);
        for (const event of kept) attempt.take(event, 0);
        return attempt.judge([]).records.filter(({ status }) => status === 'missing');
      };
      t.deepEqual(judged(first), [], step);
      const unmet = judged(first.filter((event) => event.type !== (type as EventType)));
      t.true(
        unmet.some(({ explain }) => explain.startsWith(type)),
        step,
      );
    }
  },
);
