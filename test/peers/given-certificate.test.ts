import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { RunRecord } from '../../harness/reports/index.js';
import { finished, mockLync, serve } from '../cli/served.js';
import { peerTest } from './program.js';

// A real server certificate, as an administrator exports it: here one that openssl made.

const passphrase = 'export-passphrase';

function exported(t: ExecutionContext): { pfx: string; root: string; passphraseFile: string } {
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-pfx-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  const key = ['-newkey', 'rsa:2048', '-nodes', '-batch'];
  openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    file('ca.key'),
    '-out',
    file('ca.pem'),
    '-days',
    '30',
    '-subj',
    '/CN=Given Root',
  );
  openssl('req', ...key, '-keyout', file('leaf.key'), '-out', file('leaf.csr'), '-subj', '/CN=pool01.contoso.com');
  const names = ['pool01.contoso.com', 'lyncweb.contoso.com', 'sip.contoso.com', 'ucupdates-r2.contoso.com'];
  writeFileSync(file('ext'), `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}\n`);
  const ca = ['-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-CAcreateserial'];
  openssl(
    'x509',
    '-req',
    '-in',
    file('leaf.csr'),
    ...ca,
    '-days',
    '20',
    '-extfile',
    file('ext'),
    '-out',
    file('leaf.pem'),
  );
  const parts = ['-in', file('leaf.pem'), '-inkey', file('leaf.key'), '-certfile', file('ca.pem')];
  openssl('pkcs12', '-export', ...parts, '-out', file('given.pfx'), '-passout', `pass:${passphrase}`);
  writeFileSync(file('passphrase'), `${passphrase}\n`, { mode: 0o600 });
  return { pfx: file('given.pfx'), root: file('ca.pem'), passphraseFile: file('passphrase') };
}

peerTest(test, ['openssl'], 'a given PFX is what serve presents, and its root is what it hands out', async (t) => {
  const { pfx, root, passphraseFile } = exported(t);
  const given = ['--certificate', `default=${pfx}`, '--passphrase-file', passphraseFile];
  const served = await serve(['sign-in/pin', '--ports', 'any', ...given]);
  t.teardown(() => served.stop());
  const at = served.ready.endpoints['front-end'];
  const output = execFileSync(
    'openssl',
    [
      's_client',
      '-connect',
      `${at?.address}:${at?.port}`,
      '-CAfile',
      root,
      '-verify_return_error',
      '-verify_hostname',
      'pool01.contoso.com',
    ],
    { input: '', encoding: 'utf8', stdio: 'pipe' },
  );
  t.regex(output, /Verify return code: 0 \(ok\)/);
  t.regex(output, /issuer=CN = Given Root/);
  const handed = readFileSync(String(served.ready.files.rootCertificate), 'utf8').replace(/\s/g, '');
  t.is(handed, readFileSync(root, 'utf8').replace(/\s/g, ''));
});

peerTest(
  test,
  ['openssl'],
  'the emulated phone signs in under a given certificate whose root the service delivers',
  async (t) => {
    const { pfx, passphraseFile } = exported(t);
    const given = ['--certificate', `default=${pfx}`, '--passphrase-file', passphraseFile];
    const { code, stdout } = await finished(mockLync(['run', 'sign-in/pin', '--json', ...given]));
    t.is(code, 0, stdout);
    t.is((JSON.parse(stdout) as RunRecord).variants[0]?.outcome, 'signed-in');
  },
);

peerTest(test, ['openssl'], 'a wrong passphrase or a file that is no PFX is exit 2 with a sentence', async (t) => {
  const { pfx, passphraseFile, root } = exported(t);
  const wrong = await finished(mockLync(['run', 'sign-in/pin', '--certificate', `default=${pfx}`]));
  t.is(wrong.code, 2);
  t.regex(wrong.stderr, /PFX_UNREADABLE/);
  const other = ['--certificate', `default=${root}`, '--passphrase-file', passphraseFile];
  t.regex((await finished(mockLync(['run', 'sign-in/pin', ...other]))).stderr, /PFX_UNREADABLE/);
  t.false(wrong.stderr.includes(passphrase));
});
