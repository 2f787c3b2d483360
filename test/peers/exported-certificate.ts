import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';

export const passphrase = 'export-passphrase';

/** A server certificate as an administrator exports it, made by openssl, and its root; gone with the test. */
export function exported(t: ExecutionContext): { pfx: string; root: string; passphraseFile: string } {
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
