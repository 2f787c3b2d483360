import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { serve } from '../cli/served.js';
import { namespacesMissing } from '../peers/namespaces.js';
import { program } from '../peers/program.js';
import type { Benchmark, Measured } from './benchmark.js';

/** perfdhcp is asked for more until so much is lost; in percent, of either exchange. */
const MOST_DROPS = 0.1;
const SECONDS = 1;
const FIRST_RATE = 100;
/** Each step of the search upwards; then the gap to the rate that was too much is halved until it is this narrow. */
const FACTOR = 2;
const NARROW = 1.1;
/** A rate is too much when it fails so often in a row: one pause of a machine that does other things is not the server's limit. */
const ATTEMPTS = 2;
const HIGHEST_RATE = 20_000;
const CLIENTS = 5_000;

const run = promisify(execFile);

/** Two hosts on a wire, one of which serves; either server in its turn. */
interface Wire {
  readonly server: string;
  readonly client: string;
  remove(): void;
}

export const benchmarks: readonly Benchmark[] = [
  {
    name: 'DHCP leases by perfdhcp under 0.1 % drops, journal on',
    peer: 'Kea',
    unit: 'DORA',
    prepare: async () => {
      const [kea, perfdhcp] = [program('kea-dhcp4'), program('perfdhcp')];
      const missing = namespacesMissing();
      if (!kea || !perfdhcp || missing) throw new Error(missing ?? 'kea-dhcp4-server and kea-admin are not installed');
      const folder = mkdtempSync(join(tmpdir(), 'mock-lync-dhcp-'));
      const [ours, theirs] = [wire(), wire()];
      const served = await serveOurs(folder, ours);
      const peer = await startKea(kea, folder, theirs);
      return {
        ours: async () => highest(perfdhcp, ours),
        theirs: async () => highest(perfdhcp, theirs),
        close: async () => {
          await served.stop();
          peer.kill();
          ours.remove();
          theirs.remove();
          rmSync(folder, { recursive: true, force: true });
        },
      };
    },
  },
];

/** The highest rate of whole exchanges a second with next to no drops, as perfdhcp measured it; within a tenth of what is too much. */
async function highest(perfdhcp: string, { client }: Wire): Promise<Measured> {
  let best = 0;
  let [held, tooMuch] = [0, HIGHEST_RATE];
  const attempt = async (rate: number): Promise<void> => {
    const done = await holds(perfdhcp, client, Math.round(rate));
    if (done === undefined) tooMuch = rate;
    else [held, best] = [rate, Math.max(best, done)];
  };
  for (let rate = FIRST_RATE; rate < tooMuch; rate *= FACTOR) await attempt(rate);
  if (best === 0)
    throw new Error(`${FIRST_RATE} exchanges a second already lose too much: this machine is too busy to measure`);
  while (tooMuch / held > NARROW) await attempt(Math.sqrt(held * tooMuch));
  return { operations: best, milliseconds: 1000 };
}

async function holds(perfdhcp: string, client: string, rate: number): Promise<number | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const done = await drive(perfdhcp, client, rate);
    if (done !== undefined) return done;
  }
  return undefined;
}

/** Not in step with this process: what the servers print is read meanwhile, and neither waits for a full pipe. */
async function drive(perfdhcp: string, client: string, rate: number): Promise<number | undefined> {
  const args = ['-4', '-l', 'eth0', '-r', String(rate), '-p', String(SECONDS), '-R', String(CLIENTS), '-W', '500000'];
  let shown: string;
  try {
    ({ stdout: shown } = await run('ip', ['netns', 'exec', client, perfdhcp, ...args, '10.77.0.1']));
  } catch (error) {
    // It ends with an error when anything at all was dropped.
    shown = String((error as { stdout?: unknown }).stdout ?? '');
  }
  const drops = [...shown.matchAll(/^drops ratio: ([\d.]+) %$/gm)].map(([, percent]) => Number(percent));
  const measured = /Rate: ([\d.]+) 4-way/.exec(shown)?.[1];
  if (drops.length < 2 || drops.some((percent) => percent > MOST_DROPS)) return undefined;
  return measured === undefined ? undefined : Number(measured);
}

async function serveOurs(folder: string, { server }: Wire) {
  const file = join(folder, 'scenario.yaml');
  writeFileSync(
    file,
    'id: bench/leases\nsummary: Leases.\nsource: bench\ndeployment:\n  dhcp:\n    mode: full\n    scopes:\n' +
      '      - { subnet: 10.77.0.0/16, from: 10.77.10.0, to: 10.77.250.0 }\n' +
      'phone: { model: CX600, firmware: 4.0.7577.4420, signIn: pin, user: alice }\nexpect: { outcome: signed-in }\n',
  );
  const args = [
    file,
    '--address',
    '10.77.0.1',
    '--yes-lab',
    '--dhcp',
    'full',
    '--output',
    folder,
    '--state',
    join(folder, 'state'),
  ];
  return serve(args, ['ip', 'netns', 'exec', server]);
}

/** Kea with its lease file and its log in a file, as Debian has it. */
async function startKea(kea: string, folder: string, { server }: Wire): Promise<ChildProcess> {
  const file = join(folder, 'kea.conf');
  const log = join(folder, 'kea.log');
  const dhcp4 = {
    'interfaces-config': { interfaces: ['eth0'] },
    'lease-database': { type: 'memfile', persist: true, name: join(folder, 'kea-leases.csv') },
    loggers: [{ name: 'kea-dhcp4', severity: 'INFO', output_options: [{ output: log }] }],
    subnet4: [{ subnet: '10.77.0.0/16', pools: [{ pool: '10.77.10.0 - 10.77.250.0' }] }],
  };
  writeFileSync(file, JSON.stringify({ Dhcp4: dhcp4 }));
  const env = { ...process.env, KEA_PIDFILE_DIR: folder, KEA_LOCKFILE_DIR: 'none' };
  const child = spawn('ip', ['netns', 'exec', server, kea, '-c', file], { env, stdio: 'ignore' });
  while (!(existsSync(log) && readFileSync(log, 'utf8').includes('DHCP4_STARTED'))) {
    if (child.exitCode !== null) throw new Error(`kea-dhcp4 ended with ${child.exitCode}`);
    await pause(50);
  }
  return child;
}

function wire(): Wire {
  const id = randomBytes(3).toString('hex');
  const [server, client] = [`ml-bs-${id}`, `ml-bc-${id}`];
  const ip = (...args: readonly string[]) => execFileSync('ip', args, { stdio: 'pipe' });
  for (const namespace of [server, client]) ip('netns', 'add', namespace);
  ip(...['link', 'add', 'eth0', 'netns', server, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', client]);
  for (const [namespace, address] of [
    [server, '10.77.0.1'],
    [client, '10.77.0.2'],
  ] as const) {
    ip('-n', namespace, 'addr', 'add', `${address}/16`, 'broadcast', '+', 'dev', 'eth0');
    for (const device of ['lo', 'eth0']) ip('-n', namespace, 'link', 'set', 'dev', device, 'up');
  }
  return {
    server,
    client,
    remove: () => {
      for (const namespace of [server, client]) ip('netns', 'del', namespace);
    },
  };
}
