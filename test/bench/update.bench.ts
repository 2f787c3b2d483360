import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { imageBytes } from '../../harness/wire/firmware-image/index.js';
import { FLEET_VERSION, Fleet, fleetScenario } from '../cli/fleet.js';
import { type ServedProcess, serve } from '../cli/served.js';
import { program } from '../peers/program.js';
import type { Benchmark, Measurement, Rounds } from './benchmark.js';

const MIB = 1024 * 1024;
const IMAGE = 64 * MIB;
const PHONES = 200;
/** What every phone has when the server is killed. */
const KILLED_AT = 8 * MIB;
/** Until then: two minutes for an image, so that nobody is done when the last one begins, on a busy machine too. */
const PACED = '[ { at: web-http.update-file, do: slow-body, bytesPerSecond: 500000, every: 1 } ]';
/** Downloads under way at once where the rate is measured. */
const AT_ONCE = 4;
const folder = '/RequestHandler/Files/UCPhone/Polycom/CX600/A/ENU/4.0.7577.4420/CPE';

const scenario = `id: bench/update
summary: Phones that update at once.
source: "a measurement"
deployment:
  deviceUpdate:
    rules: [ { brand: Polycom, model: CX600, approved: 4.0.7577.4420 } ]
    images: { size: ${IMAGE} }
phone: { model: CX600, firmware: 4.0.7577.4363, signIn: pin, user: alice }
expect: { outcome: signed-in }
`;

interface Updating {
  readonly served: ServedProcess;
  readonly directory: string;
  readonly url: string;
  close(): Promise<void>;
}

/** A `serve` in a process of its own that has one image of 64 MiB. */
async function updating(): Promise<Updating> {
  const directory = mkdtempSync(join(tmpdir(), 'mock-lync-bench-'));
  const file = join(directory, 'update.yaml');
  writeFileSync(file, scenario);
  const served = await serve([file, '--ports', 'any', '--synthetic-images']);
  const { address = '', port = 0 } = served.ready.endpoints['web-http'] ?? {};
  return {
    ...{ served, directory, url: `http://${address}:${port}${folder}` },
    close: async () => {
      await served.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Emulated phones, each with all that it does at power-on, and a server that is killed when all are amid their image. */
async function manyPhones(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'mock-lync-bench-'));
  const fleet = new Fleet({ phones: PHONES, model: 'CX700', firmware: '3.5.6907.35' });
  const open: ServedProcess[] = [];
  const served = async (faults?: string) => {
    const file = join(directory, `fleet-${open.length}.yaml`);
    writeFileSync(file, fleetScenario(IMAGE, faults));
    const process = await serve([file, '--ports', 'any', '--synthetic-images']);
    open.push(process);
    fleet.plugInto(process.ready);
    return process;
  };
  try {
    const first = await served(PACED);
    const before = resident(first, 'VmRSS');
    const updates = fleet.update();
    while (fleet.progress.some((bytes) => bytes < KILLED_AT)) await wait(50);
    const atKill = fleet.progress;
    const firstMost = resident(first, 'VmHWM');
    first.process.kill('SIGKILL');
    const second = await served();
    const started = performance.now();
    const results = await updates;
    const seconds = (performance.now() - started) / 1000;
    const verified = results.filter(({ firmware }) => firmware === FLEET_VERSION).length;
    const amid = atKill.filter((bytes) => bytes > 0 && bytes < IMAGE).length;
    const resumed = results.filter(({ startedFrom: [, ...later] }) => later.length > 0 && !later.includes(0)).length;
    const sent = Math.round((PHONES * IMAGE - atKill.reduce((sum, bytes) => sum + bytes, 0)) / MIB);
    const had = [Math.min(...atKill), Math.max(...atKill)].map((bytes) => Math.round(bytes / MIB));
    return (
      `killed -9 with ${amid} of ${PHONES} amid their image (${had.join(' to ')} MiB of it), ${resumed} resumed where ` +
      `they were, ${verified} verified and installed; the other ${sent} MiB in ${seconds.toFixed(1)} s, pauses of phones ` +
      `included (${Math.round(sent / seconds)} MiB/s); the server: ${before} MiB resident before, ${firstMost} at most, ` +
      `${resident(second, 'VmHWM')} at most after the restart`
    );
  } finally {
    await fleet.close();
    for (const { process } of open) process.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  }
}

/** MiB, as Linux counts. */
function resident({ process: { pid } }: ServedProcess, what: 'VmRSS' | 'VmHWM'): number {
  const line = new RegExp(`^${what}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Math.round(Number(line?.[1] ?? Number.NaN) / 1024);
}

/** The same image as a file, given by nginx. */
async function nginx(directory: string): Promise<{ readonly url: string; close(): void }> {
  const path = program('nginx');
  if (path === undefined) throw new Error('nginx is not installed');
  writeFileSync(
    join(directory, 'CPE.nbt'),
    imageBytes({ version: '4.0.7577.4420', model: 'CX600', size: IMAGE, signature: 'lync' }, 0, IMAGE),
  );
  const port = await freePort();
  const config = join(directory, 'nginx.conf');
  writeFileSync(
    config,
    `daemon off; user root; pid ${directory}/nginx.pid; error_log ${directory}/error.log; events {}\n` +
      `http { access_log off; sendfile on; server { listen 127.0.0.1:${port}; root ${directory}; } }\n`,
  );
  const child = spawn(path, ['-c', config], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries++) {
    if (await fetch(`${url}/CPE.nbt`, { method: 'HEAD' }).catch(() => undefined)) break;
    await wait(50);
  }
  return { url, close: () => child.kill() };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** MiB that curl fetched. */
async function fetched(url: string): Promise<number> {
  const curl = () =>
    new Promise<void>((resolve, reject) => {
      execFile('curl', ['-q', '--silent', '--fail', '-o', '/dev/null', url], (error) =>
        error ? reject(error) : resolve(),
      );
    });
  await Promise.all(Array.from({ length: AT_ONCE }, curl));
  return (AT_ONCE * IMAGE) / MIB;
}

async function prepare(): Promise<Rounds> {
  const ours = await updating();
  const theirs = await nginx(ours.directory);
  return {
    ours: () => fetched(`${ours.url}/CPE.nbt`),
    theirs: () => fetched(`${theirs.url}/CPE.nbt`),
    close: async () => {
      theirs.close();
      await ours.close();
    },
  };
}

export const benchmarks: readonly Benchmark[] = [
  { name: 'update image of 64 MiB, four at once', peer: 'nginx with sendfile', unit: 'MiB', prepare },
];

export const measurements: readonly Measurement[] = [
  { name: `update of ${PHONES} phones at once, 64 MiB each, the server killed and restarted`, measure: manyPhones },
];
