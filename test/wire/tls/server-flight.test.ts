import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import tls from 'node:tls';
import test from 'ava';
import {
  encodeCertificateMessage,
  encodeClientHello,
  encodeHandshake,
  encodeRecords,
  encodeSslv2ClientHello,
  HandshakeReader,
  handshakeType,
  parseAlert,
  parseCertificateMessage,
  parseServerHello,
  recordType,
  TlsRecordReader,
  tlsVersion,
} from '../../../harness/wire/tls/index.js';

const random = Buffer.alloc(32, 7);

/** What OpenSSL, as Node's TLS server, answers to the bytes of a client. */
function serverFlight(sent: Buffer): Promise<{ answer: Buffer; certificate: Buffer }> {
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-tls-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        key,
        '-out',
        cert,
        '-subj',
        '/CN=pool01.contoso.test',
      ],
      { stdio: 'ignore' },
    );
    const pem = readFileSync(cert, 'latin1');
    const secureContext = tls.createSecureContext({
      key: readFileSync(key),
      cert: pem,
      minVersion: 'TLSv1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    const certificate = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    return answerTo(sent, secureContext).then((answer) => ({ answer, certificate }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function answerTo(sent: Buffer, secureContext: tls.SecureContext): Promise<Buffer> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    const reader = new TlsRecordReader();
    const finish = () => {
      socket.destroy();
      wire.destroy();
      resolve(Buffer.concat(parts));
    };
    const handshake = new HandshakeReader();
    const wire = new Duplex({
      read() {},
      write(chunk: Buffer, _encoding, done) {
        parts.push(chunk);
        done();
        const finished = reader
          .push(chunk)
          .some((record) =>
            record.type === recordType.handshake
              ? handshake.push(record).some(({ name }) => name === 'server_hello_done')
              : record.type === recordType.alert,
          );
        if (finished) setImmediate(finish);
      },
    });
    const socket = new tls.TLSSocket(wire, { isServer: true, secureContext });
    socket.on('error', () => {});
    wire.push(sent);
  });
}

function messages(bytes: Buffer) {
  const reader = new HandshakeReader();
  return new TlsRecordReader().push(bytes).flatMap((record) => reader.push(record));
}

const hello = encodeClientHello({ version: tlsVersion.tls10, random, suites: [0x0005, 0x002f, 0x00ff] });
const helloRecord = encodeRecords(
  recordType.handshake,
  tlsVersion.tls10,
  encodeHandshake(handshakeType.client_hello, hello),
);

for (const [name, sent] of [
  ['a hello', helloRecord],
  ['an SSLv2-format hello', encodeSslv2ClientHello({ version: tlsVersion.tls10, random, suites: [0x010080, 0x002f] })],
] as const) {
  test(`OpenSSL answers ${name} written here, and its flight is read`, async (t) => {
    const { answer, certificate } = await serverFlight(sent);
    const [serverHello, chain, done] = messages(answer);
    t.deepEqual([serverHello?.name, chain?.name, done?.name], ['server_hello', 'certificate', 'server_hello_done']);
    const chosen = parseServerHello(serverHello?.body ?? Buffer.alloc(0));
    t.like(chosen, {
      version: 0x0301,
      versionName: 'TLS 1.0',
      suite: { id: 0x2f, name: 'TLS_RSA_WITH_AES_128_CBC_SHA' },
    });
    t.deepEqual(parseCertificateMessage(chain?.body ?? Buffer.alloc(0)), [certificate]);
    t.deepEqual(encodeCertificateMessage([certificate]), chain?.body);
  });
}

test('OpenSSL refuses a hello with RC4 alone: the alert is read', async (t) => {
  const body = encodeClientHello({ version: tlsVersion.tls10, random, suites: [0x0005, 0x0004, 0x000a] });
  const sent = encodeRecords(recordType.handshake, tlsVersion.tls10, encodeHandshake(handshakeType.client_hello, body));
  const { answer } = await serverFlight(sent);
  const [record] = new TlsRecordReader().push(answer);
  t.is(record?.type, recordType.alert);
  t.deepEqual(parseAlert(record?.fragment ?? Buffer.alloc(0)), {
    level: 'fatal',
    description: 'handshake_failure',
    code: 40,
  });
});
