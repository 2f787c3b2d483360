import test from 'ava';
import { examinePort, type PortReport } from '../../harness/cli/doctor/examine.js';
import type { Platform } from '../../harness/cli/doctor/platform.js';
import { doctorText } from '../../harness/cli/doctor/table.js';
import type { Deployment } from '../../harness/deployment/index.js';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import { styleFor } from '../../harness/reports/index.js';
import { loopbackAddresses } from '../../harness/scenario/addresses.js';
import { deploy } from '../../harness/scenario/deploy.js';
import { defaultTlsSettings, mergeTlsSettings, type TlsSettings } from '../../harness/tls/index.js';
import { commandLine } from './terminal.js';

const clock = new ScenarioClock({ start: new Date('2014-11-15T09:00:00Z'), waits: 'real' });
test.after.always(() => clock.stop());

/** One chain of each kind for the whole file; what ports speak is set for each test. */
const deployed = new Map<string, Promise<Deployment>>();
function deployment(algorithm: 'sha256RSA' | 'ecdsaSHA256'): Promise<Deployment> {
  const known = deployed.get(algorithm);
  if (known) return known;
  const spec = { certificates: { default: { profile: 'self-signed', algorithm } } };
  const made = deploy(spec, { at: clock.now(), addresses: loopbackAddresses() }).then(({ deployment }) => deployment);
  deployed.set(algorithm, made);
  return made;
}

/** A port with these settings, tried. */
async function examined(settings: Partial<TlsSettings>, algorithm: 'sha256RSA' | 'ecdsaSHA256' = 'sha256RSA') {
  const base = await deployment(algorithm);
  const tls = { default: mergeTlsSettings(defaultTlsSettings, settings) };
  return await examinePort({ ...base, tls }, 'front-end', clock);
}

/** `TLS 1.0 RC4-SHA tls10` for everything a port serves. */
const served = (port: PortReport | undefined) =>
  (port?.suites ?? [])
    .filter(({ engine }) => engine !== 'none')
    .map(({ version, opensslName, engine }) => `${version} ${opensslName} ${engine}`);
const noteOf = (port: PortReport | undefined, version: string, name: string) =>
  port?.suites.find((tried) => tried.version === version && tried.opensslName === name)?.note;

const surprises = ({ suites }: PortReport) => suites.filter(({ unexpected }) => unexpected);

test('by default phones of every age get in, each by the engine that can', async (t) => {
  const port = await examined({});
  const lines = served(port);
  for (const line of [
    'TLS 1.0 RC4-SHA tls10',
    'TLS 1.0 RC4-MD5 tls10',
    'TLS 1.0 DES-CBC3-SHA tls10',
    'TLS 1.0 AES128-SHA openssl',
    'TLS 1.1 AES256-SHA openssl',
    'TLS 1.2 ECDHE-RSA-AES128-GCM-SHA256 openssl',
    'TLS 1.3 TLS_AES_128_GCM_SHA256 openssl',
  ]) {
    t.true(lines.includes(line), line);
  }
  t.false(port.serverNameDemanded);
  t.deepEqual(surprises(port), []);
  t.regex(noteOf(port, 'TLS 1.2', 'RC4-SHA') ?? '', /TLS 1\.0 alone/);
  t.regex(noteOf(port, 'TLS 1.2', 'ECDHE-ECDSA-AES128-SHA') ?? '', /EC key/);
});

test('a port without TLS 1.0 serves nothing of it, and says that the settings are why', async (t) => {
  const port = await examined({ minVersion: 'TLSv1.2' });
  const lines = served(port);
  t.false(lines.some((line) => /^TLS 1\.[01] /.test(line)));
  t.true(lines.includes('TLS 1.2 AES128-SHA openssl'));
  t.regex(noteOf(port, 'TLS 1.0', 'RC4-SHA') ?? '', /settings begin at TLSv1\.2/);
  t.deepEqual(surprises(port), []);
});

test('suites restricted, an engine forced, SNI demanded: what is tried is what is set', async (t) => {
  const own = ['AES128-SHA', 'AES256-SHA', 'RC4-SHA', 'DES-CBC3-SHA', 'RC4-MD5'];
  for (const [settings, expected] of [
    [{ suites: ['AES128-SHA'] }, ['TLS 1.0', 'TLS 1.1', 'TLS 1.2'].map((version) => `${version} AES128-SHA openssl`)],
    [
      { suites: ['RC4-SHA', 'TLS_AES_128_GCM_SHA256'] },
      ['TLS 1.0 RC4-SHA tls10', 'TLS 1.3 TLS_AES_128_GCM_SHA256 openssl'],
    ],
    [{ engine: 'tls10', requireServerName: true }, own.map((name) => `TLS 1.0 ${name} tls10`)],
  ] as const) {
    const port = await examined(settings);
    t.deepEqual(served(port), expected);
    t.deepEqual(surprises(port), []);
    t.is(port.serverNameDemanded, 'requireServerName' in settings);
  }
  const openssl = await examined({ engine: 'openssl' });
  t.false(served(openssl).some((line) => line.endsWith(' tls10')));
  t.regex(noteOf(openssl, 'TLS 1.0', 'RC4-SHA') ?? '', /settings force OpenSSL/);
});

test('a port whose key is EC serves no phone of Windows CE, and says so', async (t) => {
  const port = await examined({}, 'ecdsaSHA256');
  t.is(port.certificate.key, 'EC prime256v1');
  t.false(served(port).some((line) => /RC4|DES|(?<!ECDSA-)AES128-SHA /.test(line)));
  t.true(served(port).includes('TLS 1.0 ECDHE-ECDSA-AES128-SHA openssl'));
  t.regex(noteOf(port, 'TLS 1.0', 'RC4-SHA') ?? '', /RSA key/);
  t.deepEqual(surprises(port), []);
});

test('the text is a table; ports alike share it, and NO_COLOR is heard', async (t) => {
  const { code, stdout } = await commandLine('doctor', 'sign-in/pin');
  t.is(code, 0);
  t.regex(
    stdout,
    /^mock-lync \S+, Node \S+, OpenSSL \S+\nThis OpenSSL is built without RC4-SHA, DES-CBC3-SHA, RC4-MD5;/,
  );
  t.regex(stdout, /\nFront End pool01\.contoso\.com:5061, RSA 2048 key, no SNI needed\nweb services lyncweb/);
  t.regex(stdout, /\n {2}RC4-SHA +tls10 +– +–\n/);
  t.is(stdout.match(/TLS 1\.0 {2}TLS 1\.1/g)?.length, 1);
  t.false(stdout.includes('\u001b'));
  t.true(stdout.split('\n').every((line) => line.length < 140));
});

test('its JSON is one line with the machine and both ports', async (t) => {
  const { code, stdout } = await commandLine('doctor', '--json');
  t.is(code, 0);
  t.is(stdout.trimEnd().split('\n').length, 1);
  const { platform, ports } = JSON.parse(stdout) as { platform: Platform; ports: PortReport[] };
  t.is(platform.node, process.versions.node);
  t.deepEqual(platform.opensslLacks, ['RC4-SHA', 'DES-CBC3-SHA', 'RC4-MD5']);
  t.deepEqual(
    ports.map(({ port }) => port),
    ['front-end', 'web'],
  );
});

test('an outcome that is not what the settings say cannot be overlooked', (t) => {
  const tried = {
    version: 'TLS 1.0',
    suite: 'TLS_RSA_WITH_RC4_128_SHA',
    opensslName: 'RC4-SHA',
    tried: 'handshake',
  } as const;
  const port: PortReport = {
    ...{ port: 'web', at: 'a:443', certificate: { subject: 'CN=a', key: 'RSA 2048' }, serverNameDemanded: false },
    suites: [{ ...tried, engine: 'none', note: 'the port ended it', unexpected: true }],
  };
  const platform: Platform = { mockLync: '0', node: '20', openssl: '3', opensslLacks: [] };
  const plain = doctorText(platform, [port], styleFor({}));
  t.regex(plain, /serves nothing/);
  t.regex(plain, /! RC4-SHA at TLS 1\.0: none, which is not what the settings say/);
  t.true(doctorText(platform, [port], styleFor({ isTTY: true }, {})).includes('\u001b[31m'));
});

test('a variant needs its scenario', async (t) => {
  t.is((await commandLine('doctor', '--variant', 'x')).code, 2);
  t.is((await commandLine('doctor', 'sign-in/pin', '--variant', 'x')).code, 2);
});
