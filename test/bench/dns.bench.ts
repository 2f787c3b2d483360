import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dnsperf, perfQuestions } from '../peers/dnsperf.js';
import { program } from '../peers/program.js';
import type { Benchmark, Measured, Rounds } from './benchmark.js';

const SECONDS = 2;

/** The records the questions are about, in dnsmasq's words. */
const dnsmasqArguments = [
  ...['--no-daemon', '--conf-file=/dev/null', '--no-resolv', '--no-hosts', '--listen-address=127.0.0.1'],
  ...['--bind-interfaces', '--auth-ttl=60', '--local=/contoso.com/', '--cache-size=1000', '--user=root'],
  ...['--srv-host=_sipinternaltls._tcp.contoso.com,sip.contoso.com,5061', '--host-record=sip.contoso.com,10.10.10.20'],
  ...['--srv-host=_ntp._udp.contoso.com,dc01.contoso.com,123', '--host-record=dc01.contoso.com,10.10.10.5'],
];

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** A program that is ready when it wrote its first line. */
async function started(command: string, args: readonly string[]): Promise<() => void> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${command} ended with ${code}`)));
    for (const stream of [child.stdout, child.stderr]) stream.once('data', () => resolve());
  });
  return () => child.kill('SIGKILL');
}

async function prepare(): Promise<Rounds> {
  const perf = program('dnsperf');
  const dnsmasq = program('dnsmasq');
  if (!perf || !dnsmasq) throw new Error('dnsperf and dnsmasq are needed for this measurement');
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-dns-'));
  const file = join(folder, 'questions');
  writeFileSync(file, `${perfQuestions.join('\n')}\n`);
  const [ours, theirs] = [await freePort(), await freePort()];
  const server = fileURLToPath(new URL('./dns-server.js', import.meta.url));
  const stops = [
    await started(process.execPath, [server, String(ours), join(folder, 'journal.jsonl')]),
    await started(dnsmasq, [...dnsmasqArguments, `--port=${theirs}`]),
  ];
  const round = (port: number) => async (): Promise<Measured> => {
    const { completed, perSecond } = await dnsperf(perf, port, file, { seconds: SECONDS });
    return { operations: completed, milliseconds: (completed * 1000) / perSecond };
  };
  return {
    ours: round(ours),
    theirs: round(theirs),
    close: async () => {
      for (const stop of stops) stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const benchmarks: readonly Benchmark[] = [
  { name: 'names answered to dnsperf, with the journal written', peer: 'dnsmasq', prepare },
];
