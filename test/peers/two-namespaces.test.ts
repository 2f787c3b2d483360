import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { type JournalEvent, readJournal } from '../../harness/journal/index.js';
import { finished, mockLync, type ServedProcess, serve } from '../cli/served.js';
import { twoHostsTest } from './namespace-test.js';
import type { TwoHosts } from './namespaces.js';

async function serveIn(
  t: ExecutionContext,
  hosts: TwoHosts,
  ...more: string[]
): Promise<ServedProcess & { folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-namespaces-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const address = hosts.lab.address;
  const args = ['sign-in/pin', '--ports', 'standard', '--address', address, '--output', folder, ...more];
  return { ...(await serve(args, hosts.lab.prefix)), folder };
}

function phoneIn(hosts: TwoHosts, ...more: string[]) {
  const args = ['phone', '--address', hosts.phone.address, '--number', '1001', '--pin', '13579', '--json', ...more];
  return finished(mockLync(args, hosts.phone.prefix));
}

twoHostsTest(
  test,
  [],
  'a phone in another network namespace signs in by PIN over nothing but the wire',
  async (t, hosts) => {
    const served = await serveIn(t, hosts, '--yes-lab');
    const { endpoints } = served.ready;
    t.deepEqual(
      ['dns', 'dhcp', 'ntp', 'web', 'web-http', 'web-http-8080', 'front-end'].map((name) => endpoints[name]?.port),
      [53, 67, 123, 443, 80, 8080, 5061],
    );
    // No endpoints file: the phone has an address and a cable, and is told an extension and a PIN.
    const phone = await phoneIn(hosts);
    t.is(phone.code, 0, phone.stderr);
    t.like(JSON.parse(phone.stdout), { outcome: 'signed-in', sipAddress: 'alice@contoso.com' });
    const { code } = await served.stop();
    t.is(code, 0);
    const events = readJournal(join(served.folder, 'journal.jsonl'));
    t.true(events.some(({ type }) => type === 'front-end.signed-in'));
    const inform = events.find((event): event is JournalEvent<'dhcp.request'> => event.type === 'dhcp.request');
    t.is(inform?.address, hosts.phone.address);
  },
);

twoHostsTest(test, [], 'a named phone is answered by DHCP and another is not', async (t, hosts) => {
  const served = await serveIn(t, hosts, '--allow', '00:11:22:33:44:55');
  const file = join(served.folder, 'journal.jsonl');
  const phone = mockLync(
    ['phone', '--address', hosts.phone.address, '--number', '1001', '--pin', '13579', '--json'],
    hosts.phone.prefix,
  );
  t.teardown(() => phone.kill('SIGKILL'));
  // The phone would go on asking for half a minute; how that ends is the business of its own tests.
  while (!/"type":"dhcp\.ignored"/.test(readFileSync(file, 'utf8'))) await pause(20);
  await pause(200);
  await served.stop();
  t.notRegex(readFileSync(file, 'utf8'), /"type":"dhcp\.reply"/);
});

twoHostsTest(test, [], 'every port of the field is closed after Ctrl-C, and a taken one is named', async (t, hosts) => {
  const served = await serveIn(t, hosts, '--yes-lab');
  const second = await finished(
    mockLync(['serve', 'sign-in/pin', '--address', hosts.lab.address, '--yes-lab'], hosts.lab.prefix),
  );
  t.is(second.code, 3);
  t.regex(second.stderr, /UDP port 53 on 10\.77\.0\.1 \(dns\) is already taken\./);
  await served.stop();
  const listening = hosts.lab.exec('ss', '-Hlntu');
  t.is(listening.trim(), '');
});

twoHostsTest(test, [], 'a DHCP socket that only shares its port is noticed', async (t, hosts) => {
  const script = join(mkdtempSync(join(tmpdir(), 'mock-lync-namespaces-')), 'hold.mjs');
  t.teardown(() => rmSync(join(script, '..'), { recursive: true, force: true }));
  writeFileSync(
    script,
    `import { createSocket } from 'node:dgram';
const socket = createSocket({ type: 'udp4', reuseAddr: true });
socket.bind(67, '0.0.0.0', () => console.log('held'));`,
  );
  const { spawn } = await import('node:child_process');
  const [ip = 'ip', ...prefix] = hosts.lab.prefix;
  const holder = spawn(ip, [...prefix, process.execPath, script], { stdio: ['ignore', 'pipe', 'ignore'] });
  t.teardown(() => holder.kill('SIGKILL'));
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  const second = await finished(
    mockLync(['serve', 'sign-in/pin', '--address', hosts.lab.address, '--yes-lab'], hosts.lab.prefix),
  );
  t.is(second.code, 3, second.stderr);
  t.regex(second.stderr, /UDP port 67 .* \(dhcp\) is already taken\./);
});

twoHostsTest(test, [], 'on loopback the same scenario runs on the ports of the field', async (t, hosts) => {
  const run = await finished(mockLync(['run', 'sign-in/pin', '--ports', 'standard', '--json'], hosts.lab.prefix));
  t.is(run.code, 0, run.stdout);
  const opened = (JSON.parse(run.stdout) as { totals: { passed: number } }).totals;
  t.is(opened.passed, 1);
});
