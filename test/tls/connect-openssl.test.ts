import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect as connectTcp, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { connectTls } from '../../harness/tls/index.js';
import { clock, phone } from './connect-support.js';
import { available, serverCertificate } from './support.js';

test('openssl s_server: accepted, and refused with an alert that it names', async (t) => {
  if (!(await available('openssl'))) return t.pass('skipped: no openssl program');
  const { tls, chain } = await serverCertificate();
  if (!('cert' in tls)) return t.fail();
  const folder = await mkdtemp(join(tmpdir(), 'tls-'));
  await Promise.all([writeFile(join(folder, 'cert.pem'), tls.cert), writeFile(join(folder, 'key.pem'), tls.key)]);
  const port = await freePort();
  const server = spawn('openssl', [
    ...['s_server', '-accept', `127.0.0.1:${port}`, '-cert', join(folder, 'cert.pem')],
    ...['-key', join(folder, 'key.pem'), '-cert_chain', join(folder, 'cert.pem')],
    ...['-cipher', 'ALL:@SECLEVEL=0', '-min_protocol', 'TLSv1', '-msg'],
  ]);
  const ended = once(server, 'close');
  // Also when an assertion fails on the way.
  t.teardown(async () => {
    server.kill();
    await ended;
    await rm(folder, { recursive: true });
  });
  let output = '';
  server.stdout.on('data', (bytes: Buffer) => {
    output += bytes.toString('latin1');
  });
  server.stderr.on('data', (bytes: Buffer) => {
    output += bytes.toString('latin1');
  });
  while (!output.includes('ACCEPT')) await once(server.stdout, 'data');

  let seen: readonly Buffer[] = [];
  const accepted = await connectTls(await dial(port), {
    ...phone,
    judge: (presented) => {
      seen = presented;
      return { accept: true };
    },
  });
  t.is(accepted.remoteAddress, '127.0.0.1');
  t.deepEqual(seen[0], chain[0]);
  accepted.end('a line\n');
  await once(accepted.resume(), 'close');

  const refused = await t.throwsAsync(
    connectTls(await dial(port), { ...phone, judge: () => ({ accept: false, alert: 'unknown_ca' }) }),
    { instanceOf: HarnessError },
  );
  t.is(refused?.code, 'PHONE_REFUSED_CERTIFICATE');
  while (!/unknown.ca/i.test(output)) await Promise.race([once(server.stdout, 'data'), once(server.stderr, 'data')]);
  t.regex(output, /fatal unknown_ca/);
  t.regex(output, /a line/);
});

async function dial(port: number): Promise<Socket> {
  const socket = connectTcp(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test.after.always(() => clock.stop());
