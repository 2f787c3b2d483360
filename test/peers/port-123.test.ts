import { execFile, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { twoHostsTest } from './namespace-test.js';

const run = promisify(execFile);

/** A time server on the port of the field, in a namespace of its own; what it tells is in the past. */
const server = fileURLToPath(new URL('./time-server.js', import.meta.url));

twoHostsTest(
  test,
  ['ntpdate', 'chronyd'],
  'ntpdate and chronyd take the time on port 123 from another host',
  async (t, hosts, { ntpdate = '', chronyd = '' }) => {
    await started(t, hosts.lab.prefix, hosts.lab.address);
    const [ip = 'ip', ...prefix] = hosts.phone.prefix;
    // Asks and sets nothing.
    const asked = await run(ip, [...prefix, ntpdate, '-q', hosts.lab.address]);
    t.regex(asked.stdout, /2014-11-15|15 Nov/);
    t.regex(asked.stdout, /s2 no-leap/);
    const line = `server ${hosts.lab.address} iburst maxsamples 1`;
    const quick = await run(ip, [...prefix, chronyd, '-Q', '-t', '20', '-U', '-f', '/dev/null', line]).catch(
      (error: { stdout: string; stderr: string }) => error,
    );
    t.regex(quick.stdout + quick.stderr, /System clock wrong by -\d{6,}\.\d+ seconds \(ignored\)/);
  },
);

async function started(t: ExecutionContext, prefix: readonly string[], address: string): Promise<void> {
  const [ip = 'ip', ...rest] = prefix;
  const child = spawn(ip, [...rest, process.execPath, server, address], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.teardown(() => child.kill('SIGKILL'));
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', () => reject(new Error('the time server did not start')));
  });
}
