import test from 'ava';
import { defaultFrontEndSettings } from '../../harness/deployment/index.js';
import { FrontEnd, listenFrontEnd, SipRelay } from '../../harness/servers/front-end/index.js';
import { eventsOf, testContext } from '../servers/deployment.js';
import { behind } from '../servers/upstream/behind.js';
import { identity } from './identities.js';
import { priority } from './legacy-suites.js';
import { PeerProcess } from './peer-process.js';
import { peerTest } from './program.js';
import { devices, registerRefreshSignOut } from './sipp-scenario.js';
import { temporaryFolder } from './tls-ports.js';
import { freePort, named, outputOf, webProxy } from './upstream.js';

// Servers of old TLS behind the harness, as GnuTLS and OpenSSL are them.

const page = 'https://lyncweb.contoso.com/unheard-of';

for (const verify of [false, true]) {
  peerTest(
    test,
    ['curl', 'gnutls-serv'],
    `a server with nothing but RC4 is ${verify ? 'not asked where it must be verified' : 'asked by the own engine'}`,
    async (t, { curl: program = '', 'gnutls-serv': server = '' }) => {
      const port = await freePort();
      const { certificateFile, keyFile } = await identity(t, 'old.contoso.com');
      const files = ['--x509certfile', certificateFile, '--x509keyfile', keyFile];
      const rc4 = ['--priority', priority('+ARCFOUR-128:+SHA1:+MD5')];
      const running = new PeerProcess(t, server, ['--http', '--port', String(port), ...files, ...rc4]);
      await running.saw(/listening on IPv4 0\.0\.0\.0 port \d+\.\.\.done/);
      const { context, curl } = await webProxy(t, { web: named('old.contoso.com', port), plan: { verify } });
      const said = await outputOf(t, program, [...curl, '-w', '\n%{http_code}', page]);
      t.regex(said, verify ? /\n502$/ : /TLS1\.0[\s\S]*ARCFOUR-128[\s\S]*\n200$/);
      t.like(eventsOf(context.journal, 'upstream.certificate')[0], { verified: false });
      const connected = eventsOf(context.journal, 'upstream.connected');
      if (verify) t.is(eventsOf(context.journal, 'upstream.failed')[0]?.problem, 'not-trusted');
      else t.like(connected[0], { version: 'TLSv1', engine: 'tls10' });
      t.is(connected.length, verify ? 0 : 1);
    },
  );
}

for (const [what, options, version] of [
  ['TLS 1.0 and AES128-SHA alone', ['-tls1', '-cipher', 'AES128-SHA:@SECLEVEL=0'], 'TLSv1'],
  ['TLS 1.3 alone', ['-tls1_3'], 'TLSv1.3'],
] as const) {
  peerTest(
    test,
    ['curl', 'openssl'],
    `openssl s_server with ${what} is asked`,
    async (t, { curl: program = '', openssl = '' }) => {
      const port = await freePort();
      const { certificateFile, keyFile } = await identity(t, 'old.contoso.com');
      const files = ['-cert', certificateFile, '-cert_chain', certificateFile, '-key', keyFile];
      const running = new PeerProcess(t, openssl, [
        's_server',
        '-www',
        '-accept',
        `127.0.0.1:${port}`,
        ...files,
        ...options,
      ]);
      await running.saw(/ACCEPT/);
      const { context, curl } = await webProxy(t, { web: named('old.contoso.com', port), plan: { verify: false } });
      t.regex(await outputOf(t, program, [...curl, '-w', '\n%{http_code}', page]), /s_server[\s\S]*\n200$/);
      t.like(eventsOf(context.journal, 'upstream.connected')[0], { version, engine: 'openssl' });
    },
  );
}

peerTest(
  test,
  ['sipp', 'stunnel4'],
  'sipp registers, refreshes and signs out through the harness at the Front End behind it',
  async (t, { sipp = '', stunnel4 = '' }) => {
    const folder = temporaryFolder(t);
    const place = { service: 'front-end', address: '127.0.0.1', port: 0 };
    const real = await testContext({ deployment: { frontEnd: { ...defaultFrontEndSettings, authentication: 'off' } } });
    const frontEnd = await listenFrontEnd(new FrontEnd(real), real, place);
    const upstream = behind(frontEnd.port, { verify: false }, {}, 'front-end');
    const context = await testContext({ upstream });
    const target = upstream.target('front-end');
    if (!target) return t.fail();
    const relay = new SipRelay(context, upstream, target);
    const listener = await listenFrontEnd(relay, context, place);
    t.teardown(async () => {
      relay.close();
      await Promise.all([listener.close(), frontEnd.close()]);
    });
    const clear = await freePort();
    const lines = [
      ...['foreground = yes', 'pid =', 'debug = notice', '[sip]', 'client = yes'],
      ...[`accept = 127.0.0.1:${clear}`, `connect = 127.0.0.1:${listener.port}`, ''],
    ];
    await new PeerProcess(t, stunnel4, [folder.file('stunnel.conf', lines.join('\n'))]).saw(/Configuration successful/);
    const calls = 20;
    const files = [
      '-sf',
      folder.file('scenario.xml', registerRefreshSignOut),
      '-inf',
      folder.file('devices.csv', devices(['alice'], calls)),
    ];
    const running = new PeerProcess(t, sipp, [
      ...[...files, '-t', 't1', '-m', String(calls), '-r', '50', '-l', '4', '-nostdin', '-timeout', '25'],
      ...['-timeout_error', '-i', '127.0.0.1', `127.0.0.1:${clear}`],
    ]);
    t.is(await running.exited, 0, running.output.slice(-2000));
    const there = eventsOf(real.journal, 'front-end.request').length;
    t.true(there >= 3 * calls);
    t.is(eventsOf(context.journal, 'upstream.sip').filter(({ to }) => to === 'upstream').length, there);
    t.is(eventsOf(context.journal, 'upstream.connected').length, 1);
    t.deepEqual(eventsOf(context.journal, 'upstream.not-sip'), []);
  },
);
