import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { certsIssueCommand } from '../../../harness/cli/commands/certs/issue.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { withOpenSsl } from '../openssl.js';

function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'mock-lync-issue-'));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function issue(...args: string[]): Promise<string> {
  const { positionals, values } = parseArgs({ args, options: certsIssueCommand.options, allowPositionals: true });
  let out = '';
  const write = (text: string) => {
    out += text;
  };
  const interrupt = new AbortController().signal;
  await certsIssueCommand.run(values, positionals, { stdout: { write }, stderr: { write }, env: {}, interrupt });
  return out;
}

test('a chain with defects becomes files that openssl reads, the key for its owner alone', async (t) => {
  const out = folder(t);
  const args = ['--out', out, '--format', 'pem', '--at', '2014-11-15', '--subject', 'fe.fabrikam.test'];
  const said = await issue('enterprise-two-tier', '--defect', 'leaf-md5', '--defect', 'cn-only', ...args);
  t.deepEqual(
    said.trim().split('\n').toSorted(),
    readdirSync(out)
      .map((name) => join(out, name))
      .toSorted(),
  );
  if (process.platform !== 'win32') t.is(statSync(join(out, 'server.key')).mode & 0o777, 0o600);
  await withOpenSsl(t, (openssl) => {
    const shown = openssl.run('x509', '-noout', '-text', '-in', join(out, 'server.pem'));
    t.regex(shown, /Subject: CN = fe\.fabrikam\.test/);
    t.regex(shown, /md5WithRSAEncryption/);
    t.notRegex(shown, /Alternative Name/);
    t.regex(shown, /Not Before: Oct 16 00:00:00 2014/);
    const key = openssl.run('pkey', '-in', join(out, 'server.key'), '-pubout');
    t.is(openssl.run('x509', '-noout', '-pubkey', '-in', join(out, 'server.pem')), key);
  });
});

test('one directory a use', async (t) => {
  const out = folder(t);
  const said = await issue('enterprise-root', '--uses', 'contoso.com', '--out', out, '--format', 'cer', '--json');
  t.deepEqual(readdirSync(out).toSorted(), [
    'Default',
    'OAuthTokenIssuer',
    'WebServicesExternal',
    'WebServicesInternal',
  ]);
  const { files } = JSON.parse(said) as { files: string[] };
  t.is(files.length, 8);
  const root = (use: string) => readFileSync(join(out, use, 'root.cer'), 'utf8');
  t.is(root('Default'), root('OAuthTokenIssuer'));
});

test('the list names every profile, defect and algorithm', async (t) => {
  const said = await issue('--list');
  for (const word of ['enterprise-two-tier', 'root-34', 'pss-both', 'huge-san', 'md2RSA']) {
    t.regex(said, new RegExp(`^ {2}.*${word}`, 'm'));
  }
});

test('what is missing or unknown is told', async (t) => {
  for (const [args, told] of [
    [['--out', 'x'], /takes one profile/],
    [['enterprise-root'], /needs --out/],
    [['nonsense', '--out', 'x'], /no profile "nonsense"/],
    [['enterprise-root', '--out', 'x', '--defect', 'nonsense'], /no defect "nonsense"/],
    [['enterprise-root', '--out', 'x', '--algorithm', 'rot13'], /no algorithm "rot13"/],
    [['enterprise-root', '--out', 'x', '--at', 'soon'], /is not a date/],
  ] as const) {
    const error = await t.throwsAsync(issue(...args), { instanceOf: HarnessError });
    t.regex(error?.message ?? '', told);
  }
});
