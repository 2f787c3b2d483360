import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { RunRecord, VariantRecord } from '../../harness/reports/index.js';
import { finished, mockLync } from '../cli/served.js';
import { type DhcpNetwork, dhcpNetwork, labAddress } from './dhcp-network.js';
import { namespaceTest } from './namespace-test.js';
import { fullDhcp, type ScriptedPhone, scriptedPhone, stepEvents } from './scripted-phone.js';

/** A phone that goes as far as TLS at the Front End; in another variant it leaves a step out that is expected all the same. */
const scenario = `
id: test/real-phone
summary: Programs of others step as far as the Front End.
deployment:
  sipDomain: contoso.test${fullDhcp}
phone: { model: CX600, firmware: 4.0.7577.4420, signIn: usb, user: jeff }
expect:
  outcome: sign-in-failed
  events:
${Object.values(stepEvents)
  .map((line) => `    ${line}`)
  .join('\n')}
    - never: front-end.refused
variants:
  - name: without curl
`;

interface Ran {
  readonly code: number | null;
  readonly stderr: string;
  readonly stdout: string;
  readonly phone: ScriptedPhone;
}

/** `run --phone real` in a network of its own. */
async function ran(
  t: ExecutionContext,
  options: (phone: ScriptedPhone, network: DhcpNetwork) => string[],
): Promise<Ran> {
  const network = dhcpNetwork(t);
  const phone = scriptedPhone(t, network);
  const file = join(phone.folder, 'scenario.yaml');
  writeFileSync(file, scenario);
  const args = [
    'run',
    file,
    '--phone',
    'real',
    '--mac',
    phone.mac,
    '--address',
    labAddress,
    '--dhcp',
    'full',
    '--json',
  ];
  const child = mockLync([...args, '--output', phone.folder, ...options(phone, network)], network.lab.prefix);
  return { ...(await finished(child)), phone };
}

function records({ stderr, stdout }: Ran): readonly VariantRecord[] {
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as RunRecord).variants;
}

const asReported = ['--variant', 'as reported'];

namespaceTest(
  test,
  ['udhcpc', 'dig', 'curl', 'gnutls-cli', 'setsid'],
  'run --phone real: programs of others pass, and fail without a step; every variant has its reset, the exit codes tell',
  async (t) => {
    const [passed, both] = await Promise.all([
      ran(t, ({ command }) => [...asReported, '--reset-command', command, '--timeout', '110']),
      // Whatever is late fails the second as well.
      ran(t, ({ command }) => ['--reset-command', command, '--timeout', '110', '--silence', '20']),
    ]);
    const [alone] = records(passed);
    t.like(alone, { status: 'passed', outcome: 'sign-in-failed', device: { device: passed.phone.mac } }, passed.stderr);
    t.is(passed.code, 0);
    t.regex(passed.stderr, /PASSED/);

    const [first, second, ...others] = records(both);
    t.deepEqual(others, []);
    t.like(first, { variant: 'as reported', status: 'passed' }, both.stderr);
    t.like(second, { variant: 'without curl', status: 'failed' }, both.stderr);
    t.regex(second?.reason ?? '', /Not met: .*root-chain\.served/);
    t.is(both.code, 1, 'one of both failed');
    t.deepEqual(readFileSync(join(both.phone.folder, 'resets.log'), 'utf8').trim().split('\n'), [
      `${both.phone.mac} test/real-phone as reported`,
      `${both.phone.mac} test/real-phone without curl`,
    ]);
    const saved = JSON.parse(readFileSync(join(both.phone.folder, 'report.json'), 'utf8')) as RunRecord;
    t.deepEqual(saved.totals, { passed: 1, failed: 1, skipped: 0 });
  },
);

namespaceTest(
  test,
  ['udhcpc', 'dig', 'curl', 'gnutls-cli', 'setsid'],
  'run --phone real: a phone that never comes, one whose time is over, and one that cannot be reset',
  async (t) => {
    const [absent, late, broken] = await Promise.all([
      ran(t, () => [...asReported, '--reset-command', 'true', '--timeout', '3']),
      // It has its address and no more: nothing else would end it before it is silent for long.
      ran(t, (_, { near }) => {
        // Before the command is over, as one that waits for the phone.
        const asks = '-f -q -n -t 9 -T 3 -V MS-UC-Client -O 43 -O 120 -s /bin/true';
        return [
          ...asReported,
          '--reset-command',
          `${near.prefix.join(' ')} udhcpc -i ${near.device} ${asks}`,
          '--timeout',
          '45',
        ];
      }),
      ran(t, () => [...asReported, '--reset-command', 'echo the socket is gone; exit 7', '--timeout', '110']),
    ]);
    const [never] = records(absent);
    t.like(never, { status: 'failed' }, absent.stderr);
    t.regex(never?.reason ?? '', /Its time of 3 s is over/);
    t.true(never?.expectations.every(({ instead }) => instead === 'the phone never came'));
    t.is(absent.code, 1);

    const [slow] = records(late);
    t.like(slow, { status: 'failed', device: { device: late.phone.mac } }, late.stderr);
    t.regex(slow?.reason ?? '', /Its time of 45 s is over.*Not met: /);
    t.deepEqual(
      slow?.expectations
        .flatMap(({ explain, status }) => (status === 'met' ? [explain.split(' ')[0]] : []))
        .includes('dhcp.reply'),
      true,
      'what it did is met',
    );
    t.is(late.code, 1);

    t.is(broken.code, 3, broken.stderr);
    const error = JSON.parse(broken.stdout) as { code: string };
    t.like(error, { event: 'error', code: 'RESET_FAILED' });
    t.regex(broken.stderr, /exit code 7, the socket is gone/);
  },
);
