import test, { type ExecutionContext } from 'ava';
import { defaultTlsSettings } from '../../harness/tls/settings/index.js';
import { keptServerCertificate } from '../certs/kept-keys.js';
import { eventsOf } from '../servers/deployment.js';
import { type LegacySuite, legacySuites, priority, rc4And3Des } from './legacy-suites.js';
import { PeerProcess } from './peer-process.js';
import { peerTest } from './program.js';
import { journalled, pem, type Question, sipQuestion, temporaryFolder, tlsPorts, webQuestion } from './tls-ports.js';

// GnuTLS still has what phones of Windows CE speak; it is told to speak nothing else.

interface Session {
  readonly gnutls: string;
  readonly port: number;
  readonly priority: string;
  readonly question: Question;
  readonly more?: readonly string[];
}

/** Connects, waits for the handshake, asks, waits for the answer, and ends; gives what gnutls-cli wrote. */
async function converse(t: ExecutionContext, session: Session): Promise<string> {
  const { gnutls, port, question, more = [] } = session;
  const args = ['--insecure', '--port', String(port), '--priority', session.priority, ...more, '127.0.0.1'];
  const client = new PeerProcess(t, gnutls, args);
  await client.saw(/- Simple Client Mode:/);
  client.write(question.ask);
  await client.saw(question.answer);
  t.is(await client.finish(), 0, client.output);
  return client.output;
}

function sayWhichSuite(t: ExecutionContext, output: string, suite: LegacySuite): void {
  t.true(output.includes(`- Description: ${suite.gnutlsSays}\n`), output);
}

for (const suite of legacySuites) {
  peerTest(
    test,
    ['gnutls-cli'],
    `gnutls-cli with ${suite.name} alone talks with the Front End and the web port`,
    async (t, { 'gnutls-cli': gnutls = '' }) => {
      const { context, ...ports } = await tlsPorts(t);
      const with1 = { gnutls, priority: priority(suite.gnutls) };
      const [sip, web] = await Promise.all([
        converse(t, { ...with1, port: ports.frontEnd, question: sipQuestion }),
        converse(t, { ...with1, port: ports.web, question: webQuestion }),
      ]);
      sayWhichSuite(t, sip, suite);
      sayWhichSuite(t, web, suite);
      const agreed = eventsOf(context.journal, 'tls.established');
      t.deepEqual(agreed.map((event) => [event.service, event.version, event.suite]).sort(), [
        ['front-end', 'TLS 1.0', suite.name],
        ['web', 'TLS 1.0', suite.name],
      ]);
    },
  );
}

for (const [name, question] of [
  ['frontEnd', sipQuestion],
  ['web', webQuestion],
] as const) {
  peerTest(
    test,
    ['gnutls-cli'],
    `gnutls-cli with RC4 and 3DES talks with ${name} and resumes its session`,
    async (t, { 'gnutls-cli': gnutls = '' }) => {
      const { context, [name]: port } = await tlsPorts(t);
      const output = await converse(t, { gnutls, port, priority: rc4And3Des, question, more: ['--resume'] });
      t.true(output.includes('*** This is a resumed session'), output);
      const ids = [...output.matchAll(/- Session ID: ([0-9A-F:]+)/g)].map((found) => found[1]);
      t.is(ids.length, 2, output);
      t.is(ids[0], ids[1]);
      t.deepEqual(
        eventsOf(context.journal, 'tls.established').map(({ resumed }) => resumed),
        [false, true],
      );
      // A resumed handshake shows no certificate.
      t.is(eventsOf(context.journal, 'tls.server-flight').filter(({ chain }) => chain?.length).length, 1);
    },
  );
}

peerTest(
  test,
  ['gnutls-cli'],
  'gnutls-cli that trusts the root goes on, one that does not sends its alert',
  async (t, { 'gnutls-cli': gnutls = '' }) => {
    const certificate = await keptServerCertificate({
      profile: 'enterprise-two-tier',
      subject: 'pool01.contoso.com',
      names: [],
      // gnutls-cli judges by the machine's clock and no other.
      at: new Date(),
    });
    const { context, frontEnd: port } = await tlsPorts(t, { deployment: { certificates: { default: certificate } } });
    const root = temporaryFolder(t).file('root.pem', pem(certificate.root ?? Buffer.alloc(0)));
    const judging = ['--verify-hostname', 'pool01.contoso.com', '--port', String(port), '--priority', rc4And3Des];
    const trusting = new PeerProcess(t, gnutls, [...judging, '--x509cafile', root, '127.0.0.1']);
    await trusting.saw(/- Simple Client Mode:/);
    trusting.write(sipQuestion.ask);
    await trusting.saw(sipQuestion.answer);
    t.is(await trusting.finish(), 0, trusting.output);
    t.regex(trusting.output, /- Status: The certificate is trusted/);
    await journalled(context, 'connection.closed', 1);
    t.deepEqual(eventsOf(context.journal, 'tls.refused'), []);

    const distrusting = new PeerProcess(t, gnutls, [...judging, '127.0.0.1']);
    t.is(await distrusting.finish(), 1, distrusting.output);
    t.regex(distrusting.output, /certificate issuer is unknown/);
    const [refusal, ...others] = await journalled(context, 'tls.refused', 1);
    t.deepEqual(others, []);
    t.like(refusal, { by: 'phone', how: 'alert', alert: 'bad_certificate', when: 'after-certificate' });
    t.is(eventsOf(context.journal, 'tls.established').length, 1);
  },
);

for (const [what, changes, alert, reason] of [
  ['AES alone', { suites: ['AES128-SHA', 'AES256-SHA'] }, /Received alert \[40\]: Handshake failed/, 'no-common-suite'],
  [
    'TLS 1.2 and newer',
    { minVersion: 'TLSv1.2' },
    /Received alert \[70\]: Error in protocol version/,
    'version-too-old',
  ],
] as const) {
  peerTest(
    test,
    ['gnutls-cli'],
    `gnutls-cli with RC4 and 3DES hears why from a port of ${what}`,
    async (t, { 'gnutls-cli': gnutls = '' }) => {
      const tls = { default: { ...defaultTlsSettings, ...changes } };
      const { context, frontEnd: port } = await tlsPorts(t, { deployment: { tls } });
      const args = ['--insecure', '--port', String(port), '--priority', rc4And3Des, '127.0.0.1'];
      const client = new PeerProcess(t, gnutls, args);
      t.is(await client.finish(), 1, client.output);
      t.regex(client.output, alert);
      const [refusal] = await journalled(context, 'tls.refused', 1);
      t.like(refusal, { by: 'server', how: 'alert', when: 'after-hello', reason });
      t.deepEqual(eventsOf(context.journal, 'tls.established'), []);
    },
  );
}
