import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { decodeCatalogue, imageBytes } from '../../harness/wire/firmware-image/index.js';
import { type ServedProcess, serve } from '../cli/served.js';
import { program } from '../peers/program.js';
import type { Benchmark, Measurement, Rounds } from './benchmark.js';

const MIB = 1024 * 1024;
const IMAGE = 64 * MIB;
const PHONES = 200;
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

/** SHA-256 of a download as it comes, or why it ended; nothing of it is kept. */
function digestOf(url: string): Promise<string> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false }, (answer) => {
      const sum = createHash('sha256');
      answer.on('data', (piece: Buffer) => sum.update(piece));
      answer.on('end', () => resolve(sum.digest('hex')));
      answer.on('error', (error) => resolve(error.message));
    });
    request.on('error', (error) => resolve(error.message));
  });
}

async function manyPhones(): Promise<string> {
  const { close, served, url } = await updating();
  try {
    const catalogue = await fetch(`${url}/CPE.cat`);
    const { sha256 } = decodeCatalogue(Buffer.from(await catalogue.arrayBuffer()));
    const before = resident(served, 'VmRSS');
    const started = performance.now();
    const digests = await Promise.all(Array.from({ length: PHONES }, () => digestOf(`${url}/CPE.nbt`)));
    const seconds = (performance.now() - started) / 1000;
    const verified = digests.filter((digest) => digest === sha256).length;
    const problems = [...new Set(digests)].filter((digest) => digest !== sha256);
    const sent = (PHONES * IMAGE) / MIB;
    return (
      `${verified} of ${PHONES} verified, ${sent} MiB in ${seconds.toFixed(1)} s (${Math.round(sent / seconds)} MiB/s); ` +
      `${problems.length > 0 ? `${problems.join(', ')}; ` : ''}the server: ${before} MiB resident before, ${resident(served, 'VmHWM')} MiB at most`
    );
  } finally {
    await close();
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
  { name: `update of ${PHONES} phones at once, 64 MiB each`, measure: manyPhones },
];
