import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import test, { type ExecutionContext } from 'ava';
import { certsOnlyPkcs7, mintChain, serverCertificateOf } from '../../../certs/authorities/index.js';
import { keptKeys } from '../../certs/kept-keys.js';
import { commandLine } from '../terminal.js';

const debian = '/usr/share/ca-certificates/mozilla';

/** A real root file of Debian's ca-certificates; undefined, with the reason logged, where there is none. */
function realRoot(t: ExecutionContext, name: string): string | undefined {
  const file = join(debian, `${name}.crt`);
  if (existsSync(file)) return file;
  t.log(`skipped: ${file} is not there (Debian package ca-certificates)`);
  t.pass();
  return undefined;
}

async function codes(file: string, at: string): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const firmware of ['4.0.7577.0', '4.0.7577.4414', '4.0.7577.4420', '4.0.7577.4512']) {
    found[firmware] = (await commandLine('trust', 'check', file, '--firmware', firmware, '--at', at)).code;
  }
  return found;
}

test('DigiCert Global Root CA from a real file: unknown before CU11, known from it', async (t) => {
  const file = realRoot(t, 'DigiCert_Global_Root_CA');
  if (file === undefined) return;
  t.deepEqual(await codes(file, '2014-11-01'), {
    '4.0.7577.0': 1,
    '4.0.7577.4414': 1,
    '4.0.7577.4420': 0,
    '4.0.7577.4512': 0,
  });
  const { stdout } = await commandLine('trust', 'check', file, '--firmware', '4.0.7577.4414', '--at', '2014-11-01');
  t.regex(stdout, /untrusted-root[\s\S]*Update the phone to 4\.0\.7577\.4420 or later/);
});

test('Baltimore CyberTrust Root from a real file: trusted by RTM in 2014, expired in 2026', async (t) => {
  const file = realRoot(t, 'Baltimore_CyberTrust_Root');
  if (file === undefined) return;
  t.is((await codes(file, '2014-11-01'))['4.0.7577.0'], 0);
  const later = await commandLine('trust', 'check', file, '--firmware', '4.0.7577.0', '--at', '2026-11-01', '--json');
  t.is(later.code, 1);
  t.like(JSON.parse(later.stdout), { trusted: false, reason: 'anchor-expired' });
  const all = await commandLine('trust', 'check', file, '--at', '2014-11-01', '--years', '20');
  t.regex(all.stdout, /trusted \(lpe-root-03 [^)]*\); from 2025-05-12 refused: anchor-expired/);
});

test('ISRG Root X1 from a real file: unknown to all', async (t) => {
  const file = realRoot(t, 'ISRG_Root_X1');
  if (file === undefined) return;
  const { code, stdout } = await commandLine('trust', 'check', file, '--at', '2016-01-01', '--json');
  t.is(code, 1);
  const { cells } = JSON.parse(stdout) as { cells: { now?: { trusted: boolean } }[] };
  t.true(cells.length >= 20);
  t.true(cells.every(({ now }) => now?.trusted !== true));
});

test('trust list: 17 roots for .4066 in October 2014, exactly two of them expired', async (t) => {
  const asked = ['trust', 'list', '--firmware', '4.0.7577.4066', '--at', '2014-10-15'];
  const { code, stderr, stdout } = await commandLine(...asked);
  t.is(code, 0);
  const lines = stdout.trim().split('\n');
  t.is(lines.length, 17);
  t.is(lines.filter((line) => line.endsWith('EXPIRED')).length, 2);
  t.regex(stderr, /17 roots .* 2 expired on 2014-10-15/);
  const { roots } = JSON.parse((await commandLine(...asked, '--json')).stdout) as {
    roots: { id: string; expired: boolean; listedAs: { name: string }; name: string; certificateBundled: boolean }[];
  };
  t.deepEqual(
    roots.filter(({ expired }) => expired).map(({ id }) => id),
    ['lpe-root-01', 'lpe-root-02'],
  );
  t.like(roots[1], { listedAs: { name: 'Comodo' }, certificateBundled: false });
  t.regex(roots[1]?.name ?? '', /RSA Data Security/);
});

test('trust diff: what CU11 added, and what came with Lync', async (t) => {
  const { code, stdout } = await commandLine('trust', 'diff', '4.0.7577.4414', '4.0.7577.4420', '--json');
  t.is(code, 0);
  const diff = JSON.parse(stdout) as { added: unknown[]; removed: unknown[]; rules: unknown[] };
  t.deepEqual([diff.added.length, diff.removed.length, diff.rules.length], [16, 0, 0]);
  t.regex((await commandLine('trust', 'diff', '3.5.6907.35', '4.0.7577.0')).stdout, /~ sha256: refuse -> accept/);
});

test('a chain from files and one from a live server get the same answer', async (t) => {
  const at = new Date('2014-11-15T09:00:00Z');
  const chain = await mintChain(
    {
      profile: 'enterprise-two-tier',
      subject: 'localhost',
      names: ['fe.contoso.test'],
      at,
      defects: ['surplus-certificates'],
    },
    { keys: keptKeys() },
  );
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-trust-'));
  const certificate = serverCertificateOf(chain);
  const server = createServer({ ...certificate.tls, ciphers: 'DEFAULT:@SECLEVEL=0' });
  server.on('tlsClientError', () => {});
  try {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const files = [...chain.sent, chain.root?.der ?? Buffer.alloc(0)].map((der, index) => {
      const file = join(folder, `${index}.cer`);
      writeFileSync(file, der);
      return file;
    });
    const root = files.pop() ?? '';
    const common = ['--firmware', '4.0.7577.4420', '--at', '2014-11-15', '--json'];
    const fromFiles = await commandLine(
      'trust',
      'check',
      ...files,
      '--name',
      'localhost',
      '--published',
      root,
      ...common,
    );
    const live = await commandLine(
      'trust',
      'check',
      '--connect',
      `127.0.0.1:${port}`,
      '--name',
      'localhost',
      '--published',
      root,
      ...common,
    );
    t.is(live.code, 0, live.stderr);
    t.deepEqual(JSON.parse(live.stdout), JSON.parse(fromFiles.stdout));
    const unpublished = await commandLine(
      'trust',
      'check',
      '--connect',
      `127.0.0.1:${port}`,
      '--name',
      'localhost',
      ...common,
    );
    t.is(unpublished.code, 1);
    t.like(JSON.parse(unpublished.stdout), { trusted: false, reason: 'untrusted-root' });
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
});

test('garbage names the file and the place; wrong options say what is wrong', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-trust-'));
  try {
    const file = join(folder, 'garbage.cer');
    writeFileSync(file, '-----BEGIN CERTIFICATE-----\nAAAA\n');
    const garbage = await commandLine('trust', 'check', file);
    t.is(garbage.code, 2);
    t.regex(garbage.stderr, /garbage\.cer.*line/);
    for (const [args, says] of [
      [['trust'], /check, list, diff/],
      [['trust', 'check'], /files, or --connect/],
      [['trust', 'check', '--connect', 'nowhere'], /HOST:PORT/],
      [['trust', 'check', file, '--connect', 'a:1'], /files, or --connect/],
      [['trust', 'list', '--firmware', '4.0'], /not a firmware version/],
      [['trust', 'list', '--at', '15.10.2014'], /2014-10-15/],
      [['trust', 'diff', '4.0.7577.0'], /two firmware versions/],
    ] as const) {
      const { code, stderr } = await commandLine(...args);
      t.is(code, 2, args.join(' '));
      t.regex(stderr, says);
    }
    const closed = await commandLine('trust', 'check', '--connect', '127.0.0.1:1');
    t.is(closed.code, 3);
    t.regex(closed.stderr, /127\.0\.0\.1:1 cannot be read/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a PKCS#7 bundle is a set: the server’s certificate is found in it wherever it stands', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-bundle-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const name = 'pool01.contoso.test';
  const spec = { profile: 'digicert-global-2014', subject: name, names: [name], at: new Date('2014-11-01T00:00:00Z') };
  const { sent, root } = await mintChain(spec as Parameters<typeof mintChain>[0], { keys: keptKeys() });
  for (const chain of [
    [...sent, root?.der],
    [root?.der, ...sent.toReversed()],
  ]) {
    const file = join(folder, 'chain.p7b');
    writeFileSync(file, certsOnlyPkcs7(chain.filter((der) => der !== undefined)));
    const asked = ['trust', 'check', file, '--name', name, '--firmware', '4.0.7577.4366', '--at', '2014-11-15'];
    const { stdout, code } = await commandLine(...asked);
    t.is(code, 1);
    t.regex(stdout, /untrusted-root/);
    t.notRegex(stdout, /among its subject alternative names/);
  }
});
