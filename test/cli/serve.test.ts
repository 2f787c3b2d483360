import { createSocket } from 'node:dgram';
import { readFileSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import test from 'ava';
import { finished, mockLync, serve } from './served.js';
import { commandLine } from './terminal.js';

test('the ready line names what listens; Ctrl-C is exit 0 and nothing listens afterwards', async (t) => {
  const served = await serve(['sign-in/pin', '--ports', 'any']);
  const { endpoints, files, seed } = served.ready;
  t.deepEqual(Object.keys(endpoints).sort(), [
    'cldap',
    'control',
    'dhcp',
    'dns',
    'front-end',
    'global-catalog',
    'global-catalog-ldaps',
    'ldap',
    'ldaps',
    'ntp',
    'web',
    'web-http',
    'web-http-8080',
  ]);
  t.regex(seed, /^[0-9a-f]{8}$/);
  t.regex(readFileSync(String(files.rootCertificate), 'utf8'), /^-----BEGIN CERTIFICATE-----/);
  t.is(statSync(String(files.controlToken)).mode & 0o777, 0o600);
  for (const name of ['front-end', 'web', 'web-http', 'web-http-8080', 'dns', 'control']) {
    t.true(await accepts(endpoints[name]), `${name} listens`);
  }
  const { code } = await served.stop();
  t.is(code, 0);
  for (const name of ['front-end', 'web', 'web-http', 'web-http-8080', 'dns', 'control']) {
    t.false(await accepts(endpoints[name]), `${name} is closed`);
  }
  for (const name of ['dhcp', 'dns', 'ntp']) t.true(await udpIsFree(endpoints[name]), `${name} is free`);
  t.throws(() => statSync(String(files.controlToken)), { code: 'ENOENT' });
});

test('the emulated phone signs in from a process of its own', async (t) => {
  const served = await serve(['sign-in/pin', '--ports', 'any']);
  const file = new URL(`file:///tmp/mock-lync-ready-${process.pid}.json`);
  const { writeFileSync, rmSync } = await import('node:fs');
  writeFileSync(file, JSON.stringify(served.ready));
  t.teardown(() => rmSync(file, { force: true }));
  const phone = (...more: string[]) =>
    finished(mockLync(['phone', '--endpoints', file.pathname, '--number', '1001', '--json', ...more]));
  const good = await phone('--pin', '13579');
  t.is(good.code, 0, good.stderr);
  t.like(JSON.parse(good.stdout), { outcome: 'signed-in', sipAddress: 'alice@contoso.com' });
  const bad = await phone('--pin', '99999', '--seed', 'another', '--address', '127.63.0.102');
  t.is(bad.code, 1);
  t.like(JSON.parse(bad.stdout), { outcome: 'sign-in-failed' });
  const { lines } = await served.stop();
  t.deepEqual(
    // A machine that is slow decides in the meantime, and says so in lines of their own.
    (lines as { event: string; outcome: string; findings: { id: string }[] }[])
      .filter(({ event }) => event === 'device')
      .map(({ outcome, findings }) => [outcome, findings[0]?.id]),
    [
      ['signed-in', undefined],
      ['sign-in-failed', 'wrong-pin'],
    ],
  );
});

test('the control API answers its token alone', async (t) => {
  const served = await serve(['sign-in/pin', '--ports', 'any']);
  t.teardown(() => served.stop());
  const { control } = served.ready.endpoints;
  const base = `http://${control?.address}:${control?.port}`;
  const token = readFileSync(String(served.ready.files.controlToken), 'utf8');
  const ask = (path: string, init: RequestInit = {}, bearer = token) =>
    fetch(`${base}${path}`, { ...init, headers: { authorization: `Bearer ${bearer}` } });
  t.is((await fetch(`${base}/v1/status`)).status, 401);
  t.is((await ask('/v1/status', {}, 'f'.repeat(64))).status, 401);
  const status = (await (await ask('/v1/status')).json()) as { scenario: string; date: string };
  t.is(status.scenario, 'sign-in/pin');
  const advanced = await ask('/v1/clock/advance', { method: 'POST', body: JSON.stringify({ ms: 86_400_000 }) });
  const { date } = (await advanced.json()) as { date: string };
  t.true(Date.parse(date) - Date.parse(status.date) >= 86_400_000);
  t.is((await ask('/v1/clock/advance', { method: 'POST', body: '{"ms":"soon"}' })).status, 400);
  t.is((await ask('/v1/clock/advance', { method: 'POST', body: 'not json' })).status, 400);
  t.is((await ask('/v1/nothing')).status, 404);
  const deployment = await (await ask('/v1/deployment')).text();
  for (const secret of ['13579', 'Pa55word']) t.false(deployment.includes(secret));
  const events = await (await ask('/v1/events?after=0')).text();
  t.regex(events, /"type":"lab\.started"/);
  t.false(events.includes(token));
  t.is((await ask('/v1/stop', { method: 'POST' })).status, 200);
  t.is(await new Promise((resolve) => served.process.once('exit', resolve)), 0);
});

test('a taken TCP or UDP port is exit 3 with the port and the remedy', async (t) => {
  const tcp = createServer();
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  t.teardown(() => tcp.close());
  const taken = (tcp.address() as { port: number }).port;
  const first = await refusal('--address', '127.0.0.1', '--ports', `any,front-end=${taken}`);
  t.is(first.code, 3);
  t.true(first.stderr.includes(`TCP port ${taken} on 127.0.0.1 (front-end) is already taken.`), first.stderr);
  t.regex(first.stderr, /--ports front-end=PORT/);
  // The other holds its socket with address reuse, which lets a careless second server share the port unnoticed.
  const udp = createSocket({ type: 'udp4', reuseAddr: true });
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  t.teardown(() => udp.close());
  for (const service of ['dns', 'ntp', 'dhcp']) {
    const second = await refusal('--address', '127.0.0.1', '--ports', `any,${service}=${udp.address().port}`);
    t.is(second.code, 3);
    t.true(
      second.stderr.includes(`UDP port ${udp.address().port} on 127.0.0.1 (${service}) is already taken.`),
      second.stderr,
    );
  }
});

test('an address off loopback without a named phone is exit 3', async (t) => {
  const { code, stderr } = await refusal('--address', '192.0.2.1', '--ports', 'any');
  t.is(code, 3);
  t.regex(stderr, /--allow MAC.*--yes-lab/s);
  const elsewhere = await refusal('--address', '192.0.2.1', '--ports', 'any', '--yes-lab');
  t.is(elsewhere.code, 3);
  t.regex(elsewhere.stderr, /192\.0\.2\.1 .* is not an address of this machine/);
});

function refusal(...args: string[]) {
  return commandLine('serve', 'sign-in/pin', ...args);
}

function accepts(endpoint: { address: string; port: number } | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(endpoint?.port ?? 1, endpoint?.address ?? '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function udpIsFree(endpoint: { address: string; port: number } | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve(false));
    socket.bind({ port: endpoint?.port ?? 0, address: endpoint?.address ?? '127.0.0.1', exclusive: true }, () => {
      socket.close(() => resolve(true));
    });
  });
}
