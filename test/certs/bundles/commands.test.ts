import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { readCertificates } from '../../../certs/bundles/index.js';
import { certificateText } from '../../../certs/bundles/pem-writer.js';
import { storedRoot, summarize } from '../../../certs/trust/index.js';
import { certsCommand } from '../../../harness/cli/commands/certs/index.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { keptRsaKey } from '../kept-keys.js';
import { minted } from '../minting.js';

async function certs(options: Record<string, string | boolean | string[]>, ...operands: string[]): Promise<string> {
  let stdout = '';
  const code = await certsCommand.run(options, operands, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: () => true },
    env: {},
    interrupt: new AbortController().signal,
  });
  if (code !== 0) throw new Error(`exit code ${code}`);
  return stdout;
}

function folder(t: ExecutionContext): string {
  const made = mkdtempSync(join(tmpdir(), 'mock-lync-certs-'));
  t.teardown(() => rmSync(made, { recursive: true }));
  return made;
}

async function chainFile(t: ExecutionContext): Promise<{ directory: string; file: string; thumbprint: string }> {
  const { leaf, sent } = await minted({ profile: 'enterprise-two-tier' });
  const directory = folder(t);
  const file = join(directory, 'given.pem');
  writeFileSync(file, sent.map((der) => certificateText(der)).join(''));
  return { directory, file, thumbprint: summarize(leaf.der).thumbprint };
}

test('certs show tells issuer, use, thumbprint and path', async (t) => {
  const { file, thumbprint } = await chainFile(t);
  const text = await certs({}, 'show', file);
  t.true(text.startsWith(`${file}: PEM, 2 certificates\n`));
  t.regex(text, /\n {2}Issuer {10}CN=Contoso Issuing CA, DC=contoso, DC=test\n {2}Use {13}server authentication\n/);
  t.regex(text, new RegExp(`Thumbprint {6}${thumbprint}`));
  t.regex(text, /Path {12}Contoso Root CA \(not given\)\n {18}> Contoso Issuing CA\n {18}> lyncfe\.contoso\.test\n/);
  t.regex(text, /Key usage {7}digital signature, key encipherment\n/);
  t.regex(text, /Use {13}certification authority; any\n/);
});

test('certs show knows the roots of phones, and writes JSON', async (t) => {
  const file = join(folder(t), 'root.cer');
  writeFileSync(file, Buffer.from(storedRoot('lpe-root-22')?.certificate ?? '', 'base64'));
  t.regex(await certs({}, 'show', file), /Path {12}DigiCert Global Root CA \(built into phones: CU11\)/);
  const [shown] = JSON.parse(await certs({ json: true }, 'show', file));
  t.is(shown.format, 'der');
  t.is(shown.certificates[0].thumbprint, 'A8985D3A65E5E5C4B2D7D66D40C6DD2FB19C5436');
  t.deepEqual(shown.certificates[0].path[0].builtInSince, 'CU11');
});

test('control characters in a name do not reach the terminal', async (t) => {
  const { issueCertificate } = await import('../../../certs/authorities/issue.js');
  const { privateKey, publicKey } = await keptRsaKey();
  const der = await issueCertificate({
    subject: [['CN', 'evil\u001b[2Jname']],
    publicKey,
    selfKey: privateKey,
    notBefore: new Date('2014-01-01T00:00:00Z'),
    notAfter: new Date('2016-01-01T00:00:00Z'),
    hash: 'sha256',
    purpose: 'server',
  });
  const file = join(folder(t), 'evil.cer');
  writeFileSync(file, der);
  t.false((await certs({}, 'show', file)).includes('\u001b'));
});

test('certs clone writes a look-alike and tells what differs', async (t) => {
  const { directory, file } = await chainFile(t);
  const out = join(directory, 'out');
  const text = await certs({ out, format: ['pem', 'pfx'] }, 'clone', file);
  t.regex(text, /^CN=lyncfe\.contoso\.test\n {2}new with its key: public key, extension 2\.5\.29\.14/);
  t.regex(text, /was not given and is not built into phones: a root of that name was made up/);
  t.deepEqual(readdirSync(out).toSorted(), [
    'intermediate-1.pem',
    'root.pem',
    'sent.pem',
    'server.key',
    'server.pem',
    'server.pfx',
  ]);
  t.is(statSync(join(out, 'server.key')).mode & 0o777, 0o600);
  const [original] = readCertificates(readFileSync(file), file).certificates;
  const [clone] = readCertificates(readFileSync(join(out, 'server.pem')), 'server.pem').certificates;
  const { thumbprint: a, ...left } = summarize(original ?? Buffer.alloc(0));
  const { thumbprint: b, ...right } = summarize(clone ?? Buffer.alloc(0));
  t.deepEqual(left, right);
  t.not(a, b);
  const json = JSON.parse(await certs({ out, json: true, format: ['cer'] }, 'clone', file));
  t.true(json.faithful);
  t.is(json.files.length, 3);
});

test('what is missing or unknown is a usage error; a bad file is named', async (t) => {
  const { directory, file } = await chainFile(t);
  const bad = join(directory, 'bad.cer');
  writeFileSync(bad, 'nonsense');
  const code = async (...given: Parameters<typeof certs>) =>
    (await t.throwsAsync(certs(...given), { instanceOf: HarnessError }))?.code;
  t.is(await code({}), 'USAGE');
  t.is(await code({}, 'steal', file), 'USAGE');
  t.is(await code({}, 'show'), 'USAGE');
  t.is(await code({}, 'clone', file), 'USAGE');
  t.is(await code({ out: directory }, 'show', file), 'USAGE');
  t.is(await code({ out: directory, format: ['jks'] }, 'clone', file), 'USAGE');
  t.is(await code({ out: directory, 'pfx-encryption': 'rot13' }, 'clone', file), 'USAGE');
  t.is(await code({}, 'show', join(directory, 'none')), 'FILE_UNREADABLE');
  const error = await t.throwsAsync(certs({}, 'show', bad), { instanceOf: HarnessError });
  t.is(error?.code, 'CERTIFICATE_FILE_INVALID');
  t.true(error?.message.startsWith(`${bad}, line 1: `));
});
