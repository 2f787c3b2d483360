import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { defaultActiveDirectorySettings } from '../../harness/deployment/index.js';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import { DirectoryServer, listenDirectory } from '../../harness/servers/directory/index.js';
import { alicePassword, eventsOf, testContext, testDate, testDeployment } from '../servers/deployment.js';
import { capture, dissect } from './capture.js';
import { PeerProcess } from './peer-process.js';
import { peerTest } from './program.js';
import { temporaryFolder } from './tls-ports.js';

const run = promisify(execFile);
const configuration = 'CN=Configuration,DC=contoso,DC=com';

/** A domain controller of contoso.com on ports of 127.0.0.1, with root and issuing CA published. */
async function controller(t: ExecutionContext, date = testDate) {
  const { certificates } = await testDeployment();
  const { intermediates, root } = certificates.default;
  const [issuing] = intermediates;
  if (!root || !issuing) throw new Error('the test’s chain has a root and an intermediate');
  const published = [
    { store: 'RootCA', certificate: root },
    { store: 'SubCA', certificate: issuing },
  ] as const;
  const activeDirectory = { ...defaultActiveDirectorySettings, domain: 'contoso.com', published };
  const clock = new ScenarioClock({ start: date, waits: 'real' });
  const context = await testContext({ clock, deployment: { activeDirectory } });
  const server = new DirectoryServer(context);
  const place = (service: string) => ({ service, address: '127.0.0.1', port: 0 });
  const [ldap, ldaps] = await Promise.all([
    listenDirectory(server, context, place('ldap'), 'ldap'),
    listenDirectory(server, context, place('ldaps'), 'ldaps'),
  ]);
  t.teardown(async () => {
    await Promise.all([ldap.close(), ldaps.close()]);
    clock.stop();
  });
  return { context, root, issuing, port: ldap.port, url: `ldap://127.0.0.1:${ldap.port}`, ldaps: ldaps.port };
}

/** Output of ldapsearch; the certificate of a test is nobody's concern here. */
async function search(path: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { stdout } = await run(path, ['-LLL', '-o', 'ldif-wrap=no', ...args], {
    env: { ...process.env, LDAPTLS_REQCERT: 'never', ...env },
    timeout: 20_000,
  });
  return stdout;
}

/** Values of an attribute in LDIF, decoded. */
function values(ldif: string, name: string): Buffer[] {
  return [...ldif.matchAll(new RegExp(`^${name}:(:?) (.*)$`, 'gm'))].map(([, binary, value = '']) =>
    Buffer.from(value, binary === ':' ? 'base64' : 'utf8'),
  );
}

peerTest(
  test,
  ['ldapsearch'],
  'ldapsearch reads rootDSE and the published certificates, bit by bit',
  async (t, paths) => {
    const { issuing, root, url } = await controller(t);
    const ldapsearch = paths.ldapsearch ?? '';
    const dse = await search(ldapsearch, ['-x', '-H', url, '-b', '', '-s', 'base', 'configurationNamingContext']);
    t.deepEqual(values(dse, 'configurationNamingContext').map(String), [configuration]);
    const category = '(objectCategory=certificationAuthority)';
    const plain = await search(ldapsearch, ['-x', '-H', url, '-b', configuration, category, 'caCertificate']);
    t.deepEqual(
      new Set(values(plain, 'cACertificate').map((der) => der.toString('hex'))),
      new Set([root, issuing].map((der) => der.toString('hex'))),
    );
    t.is(values(plain, 'cACertificate').length, 3, 'the root twice, the issuing CA once');
    const binary = await search(ldapsearch, ['-x', '-H', url, '-b', configuration, category, 'cACertificate;binary']);
    t.is(values(binary, 'cACertificate;binary').length, 3);
  },
);

peerTest(test, ['ldapsearch', 'ldapwhoami'], 'a simple bind, pages, StartTLS and LDAPS', async (t, paths) => {
  const { ldaps, url } = await controller(t);
  const { ldapsearch = '', ldapwhoami = '' } = paths;
  const bind = ['-x', '-H', url, '-D', 'CONTOSO\\alice', '-w', alicePassword];
  t.is((await run(ldapwhoami, bind)).stdout.trim(), 'u:CONTOSO\\alice');
  await t.throwsAsync(run(ldapwhoami, [...bind.slice(0, -1), 'guess']), { message: /Invalid credentials \(49\)/ });
  const whole = await search(ldapsearch, [...bind, '-b', 'DC=contoso,DC=com', 'dn']);
  const paged = await search(ldapsearch, [...bind, '-E', 'pr=4/noprompt', '-b', 'DC=contoso,DC=com', 'dn']);
  t.deepEqual(values(paged, 'dn').map(String), values(whole, 'dn').map(String));
  t.true(values(whole, 'dn').length > 20);
  const started = await search(ldapsearch, ['-x', '-ZZ', '-H', url, '-b', '', '-s', 'base', 'dnsHostName']);
  t.deepEqual(values(started, 'dnsHostName').map(String), ['dc01.contoso.com']);
  const tls = await search(ldapsearch, [
    '-x',
    '-H',
    `ldaps://127.0.0.1:${ldaps}`,
    '-b',
    '',
    '-s',
    'base',
    'dnsHostName',
  ]);
  t.deepEqual(values(tls, 'dnsHostName').map(String), ['dc01.contoso.com']);
});

const gssNtlm = [
  '/usr/lib/x86_64-linux-gnu/gssntlmssp/gssntlmssp.so',
  '/usr/lib/aarch64-linux-gnu/gssntlmssp/gssntlmssp.so',
];

peerTest(test, ['ldapsearch'], 'GSS-SPNEGO with NTLM: what follows the bind is sealed', async (t, paths) => {
  if (!gssNtlm.some(existsSync)) {
    t.log('not run: gss-ntlmssp not installed');
    t.pass();
    return;
  }
  // This client refuses a server whose clock is another than its own.
  const { context, url } = await controller(t, new Date());
  const NTLM_USER_FILE = temporaryFolder(t).file('ntlm.user', `CONTOSO:alice:${alicePassword}\n`);
  const args = ['-Q', '-Y', 'GSS-SPNEGO', '-H', url, '-b', configuration, '-s', 'one', 'dn'];
  const ldif = await search(paths.ldapsearch ?? '', args, { NTLM_USER_FILE });
  t.true(values(ldif, 'dn').length >= 4);
  t.like(eventsOf(context.journal, 'ldap.bind').at(-1), {
    ...{ method: 'GSS-SPNEGO', user: 'alice', domain: 'CONTOSO', result: 'success', protection: 'seal' },
  });
  const other = temporaryFolder(t).file('ntlm.user', 'CONTOSO:alice:guess\n');
  await t.throwsAsync(search(paths.ldapsearch ?? '', args, { NTLM_USER_FILE: other }), { message: /49/ });
  t.like(eventsOf(context.journal, 'ldap.bind').at(-1), { result: 'invalidCredentials', problem: 'wrong-password' });
});

peerTest(test, ['ldapsearch'], 'GSS-SPNEGO with NTLM: a client that only signs', async (t, paths) => {
  if (!gssNtlm.some(existsSync)) {
    t.log('not run: gss-ntlmssp not installed');
    t.pass();
    return;
  }
  const { context, url } = await controller(t, new Date());
  const NTLM_USER_FILE = temporaryFolder(t).file('ntlm.user', `CONTOSO:alice:${alicePassword}\n`);
  const args = ['-Q', '-Y', 'GSS-SPNEGO', '-H', url, '-b', configuration, '-s', 'one', 'dn'];
  for (const limits of ['maxssf=1', 'minssf=1,maxssf=1']) {
    const ldif = await search(paths.ldapsearch ?? '', ['-O', limits, ...args], { NTLM_USER_FILE });
    t.true(values(ldif, 'dn').length >= 4);
    t.like(eventsOf(context.journal, 'ldap.bind').at(-1), { result: 'success', protection: 'sign' });
  }
  t.is(eventsOf(context.journal, 'ldap.search').length, 2);
  t.deepEqual(eventsOf(context.journal, 'ldap.invalid'), []);
});

peerTest(test, ['openssl'], 'openssl s_client -starttls ldap', async (t, paths) => {
  const { context, port } = await controller(t);
  const client = new PeerProcess(t, paths.openssl ?? '', [
    's_client',
    '-starttls',
    'ldap',
    '-connect',
    `127.0.0.1:${port}`,
  ]);
  await client.saw(/Verify return code: /);
  await client.stop();
  t.is(eventsOf(context.journal, 'tls.established').length, 1);
  t.like(eventsOf(context.journal, 'ldap.extended')[0], { name: '1.3.6.1.4.1.1466.20037', result: 'success' });
});

peerTest(test, ['ldapsearch', 'tshark', 'dumpcap'], 'tshark reads all of it without complaint', async (t, paths) => {
  const { port, url } = await controller(t);
  const { dumpcap = '', ldapsearch = '', tshark = '' } = paths;
  const captured = await capture(t, dumpcap, port);
  if (captured instanceof Error) {
    t.log(`not run: ${captured.message}`);
    t.pass();
    return;
  }
  const bind = ['-x', '-H', url, '-D', 'CONTOSO\\alice', '-w', alicePassword];
  await search(ldapsearch, ['-x', '-H', url, '-b', '', '-s', 'base']);
  // Revocation lists hold a single zero, as in a real forest, which is no list to tshark.
  const attributes = ['objectClass', 'objectGUID', 'mail', 'cACertificate'];
  await search(ldapsearch, [...bind, '-E', 'pr=4/noprompt', '-b', 'DC=contoso,DC=com', '(cn=*)', ...attributes]);
  await t.throwsAsync(search(ldapsearch, [...bind, '-b', 'CN=nobody,DC=contoso,DC=com']), { message: /32/ });
  const file = await captured.finish();
  const shown = await dissect(tshark, file, '/dev/null', ['-V', '-d', `tcp.port==${port},ldap`, '-Y', 'ldap']);
  t.deepEqual(shown.match(/.*(malformed|\[Expert Info \((Error|Warning)).*/gi), null);
  t.regex(shown, /protocolOp: searchResDone \(5\)/);
  t.regex(shown, /resultCode: noSuchObject \(32\)/);
  t.regex(shown, /pagedResultsControl/);
});
