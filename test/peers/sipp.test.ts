import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import type { User } from '../../harness/deployment/index.js';
import { alice, eventsOf, testDeployment } from '../servers/deployment.js';
import { PeerProcess } from './peer-process.js';
import { peerTest } from './program.js';
import { challenged, devices, registerRefreshSignOut } from './sipp-scenario.js';
import { temporaryFolder, tlsPorts } from './tls-ports.js';

// Debian's sipp speaks no TLS, so it goes through stunnel: two programs nobody here wrote.

const users: readonly User[] = Array.from({ length: 150 }, (_, i) => ({
  ...alice,
  name: `user${i}`,
  sipAddress: `user${i}@contoso.com`,
}));

/** A port of this machine that stunnel may have: it cannot tell which one it took itself. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** A TLS tunnel to the port; resolves to where it listens in clear. */
async function tunnel(t: ExecutionContext, stunnel: string, port: number): Promise<number> {
  const accept = await freePort();
  const lines = [
    ...['foreground = yes', 'pid =', 'debug = notice', 'socket = l:TCP_NODELAY=1', 'socket = r:TCP_NODELAY=1'],
    ...['[sip]', 'client = yes', `accept = 127.0.0.1:${accept}`, `connect = 127.0.0.1:${port}`, ''],
  ];
  const running = new PeerProcess(t, stunnel, [temporaryFolder(t).file('stunnel.conf', lines.join('\n'))]);
  await running.saw(/Configuration successful/);
  return accept;
}

interface Calls {
  readonly successful: number;
  readonly failed: number;
  /** A second. */
  readonly rate: number;
}

/** What sipp's last line of statistics says; the columns with (C) count from the beginning. */
function statistics(file: string): Calls {
  const [names = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const values = (lines.at(-1) ?? '').split(';');
  const column = (name: string) => Number(values[names.split(';').indexOf(name)]);
  return {
    successful: column('SuccessfulCall(C)'),
    failed: column('FailedCall(C)'),
    rate: column('CallRate(C)'),
  };
}

/** Runs so many calls of a scenario; `transport` is sipp's -t. */
async function calls(
  t: ExecutionContext,
  sipp: string,
  port: number,
  scenario: string,
  { count, each = 1, transport }: { count: number; each?: number; transport: 't1' | 'tn' },
): Promise<Calls> {
  const folder = temporaryFolder(t);
  const sf = folder.file('scenario.xml', scenario);
  const inf = folder.file(
    'devices.csv',
    devices(
      users.map(({ name }) => name),
      each,
    ),
  );
  const stat = folder.file('statistics.csv', '');
  const process = new PeerProcess(t, sipp, [
    ...['-sf', sf, '-inf', inf, '-t', transport, '-nostdin', '-timeout', '25', '-timeout_error'],
    ...['-m', String(count), '-r', '2000', '-l', '50', '-max_socket', '100', '-i', '127.0.0.1'],
    ...['-trace_stat', '-stf', stat, '-fd', '1', `127.0.0.1:${port}`],
  ]);
  const code = await process.exited;
  t.is(code, 0, process.output.slice(-3000));
  return statistics(stat);
}

async function believingPorts(t: ExecutionContext) {
  const { frontEnd } = await testDeployment();
  return await tlsPorts(t, { deployment: { users, frontEnd: { ...frontEnd, authentication: 'off' } } });
}

peerTest(test, ['sipp', 'stunnel4'], 'sipp registers 300 devices over one connection, none fails', async (t, paths) => {
  const { context, frontEnd } = await believingPorts(t);
  const port = await tunnel(t, paths.stunnel4 ?? '', frontEnd);
  const done = await calls(t, paths.sipp ?? '', port, registerRefreshSignOut, { count: 300, each: 2, transport: 't1' });
  t.like(done, { successful: 300, failed: 0 });
  t.log(`sipp: ${Math.round(done.rate)} calls a second of three REGISTERs each, through stunnel, everything recorded`);
  t.is(eventsOf(context.journal, 'front-end.signed-in').length, 300);
  t.is(eventsOf(context.journal, 'front-end.signed-out').length, 300);
  t.is(new Set(eventsOf(context.journal, 'front-end.signed-in').map(({ epid }) => epid)).size, 300);
  t.is(new Set(eventsOf(context.journal, 'front-end.signed-in').map(({ user }) => user)).size, 150);
  t.is(context.pool.bindings.all(context.clock.elapsed()).length, 0);
  t.is(eventsOf(context.journal, 'tls.established').length, 1);
  t.deepEqual(eventsOf(context.journal, 'front-end.invalid'), []);
});

peerTest(test, ['sipp', 'stunnel4'], 'sipp registers devices with a connection each, none fails', async (t, paths) => {
  const { context, frontEnd } = await believingPorts(t);
  const port = await tunnel(t, paths.stunnel4 ?? '', frontEnd);
  const done = await calls(t, paths.sipp ?? '', port, registerRefreshSignOut, { count: 100, transport: 'tn' });
  t.like(done, { successful: 100, failed: 0 });
  t.log(`sipp: ${Math.round(done.rate)} calls a second with a TLS connection each`);
  t.is(eventsOf(context.journal, 'front-end.signed-in').length, 100);
  t.true(eventsOf(context.journal, 'tls.established').length >= 50, 'as many connections as calls at once');
});

peerTest(test, ['sipp', 'stunnel4'], 'sipp is challenged where the Front End authenticates', async (t, paths) => {
  const { context, frontEnd } = await tlsPorts(t, { deployment: { users } });
  const port = await tunnel(t, paths.stunnel4 ?? '', frontEnd);
  t.like(await calls(t, paths.sipp ?? '', port, challenged, { count: 20, transport: 't1' }), {
    successful: 20,
    failed: 0,
  });
  t.is(eventsOf(context.journal, 'front-end.challenge').length, 20);
  t.is(eventsOf(context.journal, 'front-end.signed-in').length, 0);
});
