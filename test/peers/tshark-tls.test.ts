import { once } from 'node:events';
import { connect } from 'node:net';
import test from 'ava';
import { capture, dissect } from './capture.js';
import { legacySuites, priority } from './legacy-suites.js';
import { PeerProcess } from './peer-process.js';
import { peerTest } from './program.js';
import { type Question, sipQuestion, temporaryFolder, tlsPorts, webQuestion } from './tls-ports.js';

// Wireshark's dissector, which nobody here wrote, decrypts what crossed the wire with the server's key log.

const programs = ['gnutls-cli', 'tshark', 'dumpcap'];

interface Case {
  readonly name: 'frontEnd' | 'web';
  readonly question: Question;
  /** What tshark finds inside of TLS on that port, what it is asked to show of it, and what it has to show. */
  readonly protocol: 'sip' | 'http';
  readonly fields: readonly string[];
  readonly said: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'frontEnd',
    question: sipQuestion,
    protocol: 'sip',
    fields: ['sip.Request-Line', 'sip.Status-Line'],
    said: ['OPTIONS sip:contoso.com SIP/2.0\t', '\tSIP/2.0 401 Unauthorized'],
  },
  {
    name: 'web',
    question: webQuestion,
    protocol: 'http',
    fields: ['http.request.uri', 'http.response.code'],
    said: ['/CertProv/CertProvisioningService.svc\t', '\t200'],
  },
];

for (const { name, question, protocol, fields: asked, said } of cases) {
  peerTest(
    test,
    programs,
    `tshark decrypts RC4 and 3DES sessions with ${name} by the key log, and nothing is malformed`,
    async (t, { 'gnutls-cli': gnutls = '', tshark = '', dumpcap = '' }) => {
      const keys: string[] = [];
      const { [name]: port } = await tlsPorts(t, { keyLog: (line) => keys.push(line) });
      const capturing = await capture(t, dumpcap, port);
      if (capturing instanceof Error) {
        t.log(`not run: ${capturing.message}`);
        if (process.env.CI) t.fail(capturing.message);
        else t.pass();
        return;
      }
      const suites = legacySuites.filter(({ number }) => number < 0x2f);
      // One after the other, so that the streams have the suites' order.
      for (const suite of suites) {
        const args = ['--insecure', '--port', String(port), '--priority', priority(suite.gnutls), '127.0.0.1'];
        const client = new PeerProcess(t, gnutls, args);
        await client.saw(/- Simple Client Mode:/);
        client.write(question.ask);
        await client.saw(question.answer);
        await client.finish();
      }
      await sendBadHello(port);
      const file = await capturing.finish();
      const folder = temporaryFolder(t);
      const log = folder.file('keys.log', keys.join('\n'));
      const ports = ['-d', `tcp.port==${port},tls`, '-d', `tls.port==${port},${protocol}`];
      const fields = ['-T', 'fields', '-e', 'tcp.stream'];

      const chosen = await dissect(tshark, file, log, [
        ...ports,
        '-Y',
        'tls.handshake.type == 2',
        ...fields,
        '-e',
        'tls.handshake.ciphersuite',
      ]);
      t.deepEqual(
        chosen.trim().split('\n'),
        suites.map(({ number }, stream) => `${stream}\t0x${number.toString(16).padStart(4, '0')}`),
      );
      const shown = asked.flatMap((field) => ['-e', field]);
      const heard = await dissect(tshark, file, log, [...ports, '-Y', protocol, ...fields, ...shown]);
      t.deepEqual(
        heard.trimEnd().split('\n'),
        suites.flatMap((_, stream) => said.map((line) => `${stream}\t${line}`)),
      );
      // What follows the sessions is a hello cut short: complaints are heard where there is a reason.
      const wrong = '_ws.malformed or _ws.expert.severity == error or tls.ignored_unknown_record';
      const complaints = await dissect(tshark, file, log, [...ports, '-Y', wrong, ...fields]);
      t.deepEqual([...new Set(complaints.trim().split('\n'))], [String(suites.length)]);

      // The same lines with other secrets must not decrypt anything, or the check above says nothing.
      const others = keys.map((line) => line.replace(/[0-9a-f]{96}$/m, (secret) => 'f'.repeat(secret.length)));
      t.notDeepEqual(others, keys);
      const otherLog = folder.file('other.log', others.join('\n'));
      t.is(await dissect(tshark, file, otherLog, [...ports, '-Y', protocol]), '');
    },
  );
}

/** A ClientHello that ends in the middle of its random; then the server's refusal. */
async function sendBadHello(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  socket.resume().end(Buffer.from('1603010008' + '01000004' + '0301abcd', 'hex'));
  await once(socket, 'close');
}
