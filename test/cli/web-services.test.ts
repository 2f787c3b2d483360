import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { summarize } from '../../certs/trust/index.js';
import { foreignRoot } from '../servers/web/certificate-provisioning/provisioning.js';
import { finished, mockLync, type ServedProcess, serve } from './served.js';
import { commandLine } from './terminal.js';

const nobodys = '00112233445566778899AABBCCDDEEFF00112233';

function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'mock-lync-web-services-'));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function readyFile(path: string, served: ServedProcess): string {
  const file = join(path, 'ready.json');
  writeFileSync(file, JSON.stringify(served.ready));
  return file;
}

test.serial('trusted CAs and certificates of a running serve are changed from the command line', async (t) => {
  const path = folder(t);
  const served = await serve(['sign-in/pin', '--ports', 'any']);
  t.teardown(() => served.stop());
  const ready = readyFile(path, served);
  const run = (...args: string[]) => commandLine('web-services', ...args, '--endpoints', ready);
  const root = await foreignRoot();
  const { thumbprint } = summarize(root);
  const file = join(path, 'root.pem');
  writeFileSync(file, new X509Certificate(root).toString());

  t.is((await run('trusted-ca', 'list')).stdout, 'TrustedCACerts is empty.\n');
  const added = await run('trusted-ca', 'add', file, nobodys, '--store', 'TrustedRootCA');
  t.is(added.code, 0, added.stderr);
  t.regex(
    added.stdout,
    new RegExp(`^added ${thumbprint} TrustedRootCA .*\nadded ${nobodys} .* not in the server’s own store\n$`),
  );
  const listed = await run('trusted-ca', 'list', '--json');
  t.like(JSON.parse(listed.stdout), {
    inferred: false,
    trustedCas: [{ thumbprint }, { thumbprint: nobodys, missing: true }],
  });
  t.is((await run('trusted-ca', 'remove', nobodys)).code, 0);
  const nothing = await run('trusted-ca', 'remove', nobodys);
  t.is(nothing.code, 1);
  t.is(nothing.stdout, 'There was no such entry.\n');

  const signIn = ['phone', '--endpoints', ready, '--number', '1001', '--pin', '13579', '--json'];
  const phone = await finished(mockLync(signIn));
  t.is(phone.code, 0, phone.stderr);
  const certificate = JSON.parse(phone.stdout).certificate as string;
  t.regex(
    (await run('certificate', 'list')).stdout,
    new RegExp(`^${certificate} alice@contoso\\.com \\{[0-9a-f-]{36}\\} until `),
  );
  const revoked = await run('certificate', 'revoke', '--user', 'alice');
  t.is(revoked.code, 0, revoked.stderr);
  t.regex(revoked.stdout, /, revoked\n$/);
  t.is((await run('certificate', 'revoke', certificate, '--json')).code, 0);
  t.is((await run('certificate', 'store', 'unreachable')).code, 0);
  const refused = await finished(mockLync([...signIn, '--address', '127.63.0.104', '--seed', 'another']));
  t.is(refused.code, 1, 'no certificate is published now');
});

test.serial('what is wrong with the command line, the server or its token is said', async (t) => {
  const path = folder(t);
  const run = (...args: string[]) => commandLine('web-services', ...args);
  for (const args of [
    [],
    ['trusted-ca'],
    ['trusted-ca', 'add', nobodys],
    ['trusted-ca', 'list'],
    ['trusted-ca', 'list', '--user', 'alice'],
    ['trusted-ca', 'list', '--control', 'localhost', '--token-file', 'x'],
    ['certificate', 'revoke', nobodys, '--user', 'alice'],
    ['certificate', 'store', 'gone'],
  ]) {
    const { code, stderr } = await run(...args);
    t.is(code, 2, args.join(' '));
    t.regex(stderr, /\(USAGE\)\n$/, args.join(' '));
  }
  const token = join(path, 'token');
  writeFileSync(token, 'guess');
  const dead = await run('trusted-ca', 'list', '--control', '127.0.0.1:9', '--token-file', token);
  t.is(dead.code, 3);
  t.regex(dead.stderr, /127\.0\.0\.1:9 does not answer.*\(CONTROL_UNREACHABLE\)/s);
  const no = await run('trusted-ca', 'list', '--endpoints', token);
  t.regex(no.stderr, /\(FILE_UNREADABLE\)/);
});

test.serial('with --state a certificate is still known after a restart; a wrong token is refused', async (t) => {
  const path = folder(t);
  const state = join(path, 'state');
  const first = await serve(['sign-in/pin', '--ports', 'any', '--state', state]);
  t.teardown(() => first.process.kill('SIGKILL'));
  const phone = await finished(
    mockLync(['phone', '--endpoints', readyFile(path, first), '--number', '1001', '--pin', '13579', '--json']),
  );
  t.is(phone.code, 0, phone.stderr);
  const { certificate } = JSON.parse(phone.stdout) as { certificate: string };
  const authority = readFileSync(join(state, 'provisioning-authority.pem'), 'utf8');
  first.process.kill('SIGKILL');

  const second = await serve(['sign-in/pin', '--ports', 'any', '--state', state]);
  t.teardown(() => second.stop());
  const list = (...args: string[]) => commandLine('web-services', 'certificate', 'list', '--json', ...args);
  const listed = await list('--endpoints', readyFile(path, second));
  t.like(JSON.parse(listed.stdout), { certificates: [{ thumbprint: certificate, revoked: false }] });
  t.is(readFileSync(join(state, 'provisioning-authority.pem'), 'utf8'), authority);
  const { address, port } = second.ready.endpoints.control ?? {};
  const token = join(path, 'token');
  writeFileSync(token, 'guess');
  const stranger = await list('--control', `${address}:${port}`, '--token-file', token);
  t.is(stranger.code, 2);
  t.regex(stranger.stderr, /\(401\).*\(CONTROL_REFUSED\)/s);
});
