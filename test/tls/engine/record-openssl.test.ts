import { constants, createHmac, publicDecrypt, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'ava';
import { exporter, keyBlock, keyLogLine, masterSecret, verifyData } from '../../../harness/tls/engine/key-block.js';
import { type OpenedRecord, RecordLayer } from '../../../harness/tls/engine/record/index.js';
import { type EngineSuite, engineSuiteNamed } from '../../../harness/tls/engine/suite.js';
import { Transcript } from '../../../harness/tls/engine/transcript.js';
import {
  encodeCertificateRequest,
  encodeCertificateVerify,
  encodeClientKeyExchange,
  encodeServerHello,
  type HandshakeMessage,
  HandshakeReader,
  handshakeType,
  parseCertificateMessage,
  parseCertificateRequest,
  parseCertificateVerify,
  parseClientHello,
  parseClientKeyExchange,
  parseRenegotiationInfo,
  parseServerHello,
  recordType,
} from '../../../harness/wire/tls/index.js';
import { withOpenSsl } from '../../certs/openssl.js';
import { LABEL, openSslSession } from './openssl-session.js';
import { opened, suites, testKeys } from './support.js';

function suiteNamed(name: string): EngineSuite {
  const suite = engineSuiteNamed(name);
  if (!suite) throw new Error(`no suite ${name}`);
  return suite;
}

function messages(records: readonly OpenedRecord[]): HandshakeMessage[] {
  const reader = new HandshakeReader();
  return records.flatMap((record) => reader.push({ ...record, raw: record.fragment }));
}

function bodyOf(all: readonly HandshakeMessage[], type: number): Buffer {
  const found = all.find((message) => message.type === type);
  if (!found) throw new Error(`no handshake message ${type}`);
  return found.body;
}

/** Records in the clear up to ChangeCipherSpec; the rest stays in the layer. */
function clearRecords(layer: RecordLayer, bytes: Buffer): OpenedRecord[] {
  const records: OpenedRecord[] = [];
  layer.push(bytes);
  for (let record = layer.next(); record; record = layer.next()) {
    if (record.type === recordType.changeCipherSpec) return records;
    records.push(record);
  }
  throw new Error('no ChangeCipherSpec');
}

const plainText = (records: readonly OpenedRecord[]) =>
  Buffer.concat(
    records.filter(({ type }) => type === recordType.applicationData).map(({ fragment }) => fragment),
  ).toString('latin1');

for (const name of ['AES128-SHA', 'AES256-SHA']) {
  test(`a ${name} session of OpenSSL is read with our keys, both directions, every message`, async (t) => {
    const session = await openSslSession(name);
    const suite = suiteNamed(name);
    const master = Buffer.from(/^CLIENT_RANDOM \w+ (\w+)$/m.exec(session.keyLog)?.[1] ?? '', 'hex');
    const [client, server] = [new RecordLayer(), new RecordLayer()];
    const fromClient = messages(clearRecords(client, session.fromClient));
    const fromServer = messages(clearRecords(server, session.fromServer));
    const clientHello = parseClientHello(bodyOf(fromClient, handshakeType.client_hello), 0x0301);
    const serverHello = parseServerHello(bodyOf(fromServer, handshakeType.server_hello));
    t.is(serverHello.suite.id, suite.id);
    t.true(session.keyLog.endsWith(`${keyLogLine(clientHello.random, master)}\n`));
    const premaster = Buffer.from(/^RSA \w+ (\w+)$/m.exec(session.keyLog)?.[1] ?? '', 'hex');
    t.is(premaster.length, 48, 'OpenSSL logs it for RSA key exchange');
    t.deepEqual(masterSecret(premaster, clientHello.random, serverHello.random), master);

    const keys = keyBlock(suite, master, clientHello.random, serverHello.random);
    client.agreed = true;
    server.agreed = true;
    client.protectRead(suite, keys.client);
    server.protectRead(suite, keys.server);
    const clientRest = opened(client);
    const serverRest = opened(server);
    t.is(client.pending + server.pending, 0);
    t.is(plainText(clientRest), session.requests);
    t.is(plainText(serverRest), session.answers);
    t.deepEqual(
      serverRest.filter(({ type }) => type === recordType.alert).map(({ fragment }) => [...fragment]),
      [[1, 0]],
      'close_notify',
    );

    // A session ticket, which this server may send, comes before its ChangeCipherSpec and is covered as well.
    const flight = fromServer.findIndex(({ type }) => type === handshakeType.server_hello_done) + 1;
    const clientFlight = fromClient.slice(1);
    const transcript = new Transcript();
    const add = (all: readonly HandshakeMessage[]) => {
      for (const { raw } of all) transcript.add(raw);
    };
    add(fromClient.slice(0, 1));
    add(fromServer.slice(0, flight));
    const beforeVerify = clientFlight.filter(({ type }) => type !== handshakeType.certificate_verify);
    add(beforeVerify);
    const leaf = parseCertificateMessage(bodyOf(fromClient, handshakeType.certificate))[0];
    t.truthy(leaf, 'the client showed a certificate');
    const signature = parseCertificateVerify(bodyOf(fromClient, handshakeType.certificate_verify));
    const { publicKey } = new X509Certificate(leaf ?? Buffer.alloc(0));
    t.deepEqual(
      publicDecrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, signature),
      transcript.digest(),
      'OpenSSL signed the digest of our transcript',
    );
    add(clientFlight.slice(beforeVerify.length));
    const finished = (records: readonly OpenedRecord[]) =>
      messages(records.filter(({ type }) => type === recordType.handshake));
    const [clientFinished] = finished(clientRest);
    t.deepEqual(clientFinished?.body, verifyData(master, 'client', transcript.digest()));
    add(finished(clientRest));
    add(fromServer.slice(flight));
    t.deepEqual(finished(serverRest)[0]?.body, verifyData(master, 'server', transcript.digest()));
    t.deepEqual(exporter(master, clientHello.random, serverHello.random, LABEL, 40), session.exported);
  });
}

test('the messages of OpenSSL are the bytes our encoders give for the same fields', async (t) => {
  const session = await openSslSession('AES128-SHA');
  const fromClient = messages(clearRecords(new RecordLayer(), session.fromClient));
  const fromServer = messages(clearRecords(new RecordLayer(), session.fromServer));
  const serverHello = bodyOf(fromServer, handshakeType.server_hello);
  const hello = parseServerHello(serverHello);
  t.deepEqual(encodeServerHello({ ...hello, suite: hello.suite.id }), serverHello);
  const renegotiation = hello.extensions.find(({ name }) => name === 'renegotiation_info');
  t.is(parseRenegotiationInfo(renegotiation?.data ?? Buffer.alloc(0)).length, 0);
  const request = bodyOf(fromServer, handshakeType.certificate_request);
  t.is(parseCertificateRequest(request).certificateTypes[0], 1, 'rsa_sign');
  t.deepEqual(encodeCertificateRequest(parseCertificateRequest(request)), request);
  const keyExchange = bodyOf(fromClient, handshakeType.client_key_exchange);
  t.is(parseClientKeyExchange(keyExchange).length, 256);
  t.deepEqual(encodeClientKeyExchange(parseClientKeyExchange(keyExchange)), keyExchange);
  const verify = bodyOf(fromClient, handshakeType.certificate_verify);
  t.deepEqual(encodeCertificateVerify(parseCertificateVerify(verify)), verify);
});

test('the openssl program opens what every suite sealed: content, MAC, padding', (t) =>
  withOpenSsl(t, (openssl) => {
    for (const suite of suites) {
      const keys = testKeys(suite);
      const layer = new RecordLayer();
      layer.protectWrite(suite, keys);
      const text = Buffer.from('a record of one suite');
      // Alerts and the like are not split, so each of the two is one record.
      const records = [layer.seal(recordType.handshake, text), layer.seal(recordType.handshake, text)];
      const sealed = Buffer.concat(records.map((record) => record.subarray(5)));
      const result = openssl.file('plain', '');
      const program = suite.cipher === 'rc4-128' ? ['-rc4', '-provider', 'legacy', '-provider', 'default'] : [];
      openssl.run(
        'enc',
        '-d',
        '-nopad',
        ...(program.length > 0 ? program : [`-${suite.cipher}`, '-iv', keys.iv.toString('hex')]),
        '-K',
        keys.key.toString('hex'),
        '-in',
        openssl.file('sealed', sealed),
        '-out',
        result,
      );
      const expected = [0, 1].map((sequence) => {
        const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, sequence, recordType.handshake, 3, 1, 0, text.length]);
        const mac = createHmac(suite.mac, keys.mac).update(header).update(text).digest();
        const used = text.length + mac.length;
        const padding = suite.blockLength === 0 ? 0 : suite.blockLength - (used % suite.blockLength);
        return Buffer.concat([text, mac, Buffer.alloc(padding, padding - 1)]);
      });
      t.is(readFileSync(result).toString('hex'), Buffer.concat(expected).toString('hex'), suite.name);
    }
  }));
