import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import test from 'ava';
import type { RunRecord } from '../../harness/reports/index.js';
import { finished, mockLync, serve } from '../cli/served.js';
import { exported, passphrase } from './exported-certificate.js';
import { peerTest } from './program.js';

// A real server certificate, as an administrator exports it: here one that openssl made.

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
