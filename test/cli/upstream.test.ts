import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { type EventType, type JournalEvent, readJournal } from '../../harness/journal/index.js';
import { finished, mockLync, type ServedProcess, serve } from './served.js';
import { commandLine } from './terminal.js';

function folder(t: ExecutionContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'mock-lync-upstream-'));
  t.teardown(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A harness in a process of its own that keeps its journal. */
async function served(t: ExecutionContext, scenario: string, ...args: string[]) {
  const output = folder(t);
  const running = await serve([scenario, '--ports', 'any', '--output', output, ...args]);
  t.teardown(() => running.process.kill('SIGKILL'));
  const file = join(output, 'ready.json');
  writeFileSync(file, JSON.stringify(running.ready));
  return { ...running, output, file, events: () => readJournal(join(output, 'journal.jsonl')) };
}

/** Names the ports of another harness as what is behind this one. */
function upstreams({ ready: { endpoints } }: ServedProcess): string[] {
  return (['web', 'web-http', 'web-http-8080', 'front-end'] as const).flatMap((name) => {
    const at = endpoints[name];
    const fqdn = name === 'front-end' ? 'pool01.contoso.com' : 'lyncweb.contoso.com';
    return at ? ['--upstream', `${name}=${fqdn}@${at.address}:${at.port}`] : [];
  });
}

function of<T extends EventType>(events: readonly JournalEvent[], type: T): JournalEvent<T>[] {
  return events.filter((event) => event.type === type) as unknown as JournalEvent<T>[];
}

/** Journal, raw bytes, captures and whatever else a run left. */
function everythingIn(directory: string): string {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const texts = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
  const events = readJournal(join(directory, 'journal.jsonl'));
  return [...texts, ...events.map(({ raw = '' }) => Buffer.from(raw, 'base64').toString('latin1'))].join('\n');
}

test.serial('a phone signs in by PIN through a harness at the one behind it; both journals tell it', async (t) => {
  const real = await served(t, 'sign-in/pin');
  const proxy = await served(t, 'sign-in/pin', ...upstreams(real), '--forward', 'all', '--upstream-unverified');
  const { code, stderr, stdout } = await finished(
    mockLync(['phone', '--endpoints', proxy.file, '--number', '1001', '--pin', '13579', '--json']),
  );
  t.is(code, 0, `${stderr}${stdout}`);
  t.like(JSON.parse(stdout), { outcome: 'signed-in', sipAddress: 'alice@contoso.com' });
  const { stderr: told } = await proxy.stop();
  t.regex(told, /may go on to these servers, whose certificate is not verified, credentials included/);
  await real.stop();

  const [here, there] = [proxy.events(), real.events()];
  t.is(of(there, 'web-ticket.issued')[0]?.method, 'pin');
  t.is(of(there, 'certificate.issued').length, 1);
  t.like(of(there, 'front-end.signed-in')[0], { user: 'alice@contoso.com', scheme: 'TLS-DSK' });
  for (const type of ['web-ticket.issued', 'certificate.issued', 'front-end.signed-in'] as const) {
    t.deepEqual(of(here, type), [], `the proxy itself has no ${type}`);
  }
  t.is(of(there, 'root-chain.served').length, 0, 'the chain is the proxy’s own');
  t.true(of(here, 'root-chain.served').length > 0);
  t.deepEqual(
    of(here, 'upstream.answer').map(({ path, status }) => `${status} ${path}`),
    of(there, 'web.response').map(({ path, status }) => `${status} ${path}`),
  );
  t.true(of(here, 'upstream.answer').length >= 3);
  const sip = of(here, 'upstream.sip').filter(({ to }) => to === 'upstream');
  t.is(sip.length, of(there, 'front-end.request').length);
  t.deepEqual(of(here, 'upstream.failed'), []);
  t.deepEqual(of(here, 'harness.error'), []);
  t.false(of(here, 'upstream.certificate')[0]?.verified ?? true);
  for (const { output } of [proxy, real]) {
    for (const form of ['13579', Buffer.from('13579').toString('base64')]) {
      t.false(everythingIn(output).includes(form), form);
    }
  }
  t.notRegex(everythingIn(proxy.output), /<SignatureValue>[A-Za-z0-9+/]{8}/);
});

test.serial('a phone tethered over USB signs in with NTLM through a harness at the one behind it', async (t) => {
  const real = await served(t, 'sign-in/usb');
  const proxy = await served(t, 'sign-in/usb', ...upstreams(real), '--forward', 'all', '--upstream-unverified');
  const password = 'Pa55word-alice';
  const typed = join(folder(t), 'password');
  writeFileSync(typed, password);
  const account = ['--user', 'alice', '--domain', 'CONTOSO', '--sip-address', 'alice@contoso.test'];
  const { code, stderr, stdout } = await finished(
    mockLync(['phone', '--endpoints', proxy.file, '--sign-in', 'usb', ...account, '--password-file', typed, '--json']),
  );
  t.is(code, 0, `${stderr}${stdout}`);
  await proxy.stop();
  await real.stop();
  t.is(of(real.events(), 'web-ticket.issued')[0]?.method, 'ntlm');
  t.false(everythingIn(proxy.output).includes(password));
});

test.serial('a server behind that is the harness itself is exit 3, with what to do', async (t) => {
  const args = ['sign-in/pin', '--address', '127.0.0.1', '--ports', 'any', '--upstream', 'web=real.example@127.0.0.1'];
  const { code, stderr } = await commandLine('serve', ...args);
  t.is(code, 3);
  t.regex(stderr, /real\.example is this harness itself: 127\.0\.0\.1:443 is its web/);
  t.regex(stderr, /--upstream web=real\.example@ADDRESS/);
});
