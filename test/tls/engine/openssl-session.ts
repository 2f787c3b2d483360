import { once } from 'node:events';
import tls from 'node:tls';
import { memoryPair } from '../../../harness/tls/memory-pair.js';
import type { TlsStream } from '../../../harness/tls/stream.js';
import { keptServerCertificate } from '../../certs/kept-keys.js';

/** Everything that passed in one TLS 1.0 session between two ends of OpenSSL, and what both ends say about it. */
export interface OpenSslSession {
  readonly fromClient: Buffer;
  readonly fromServer: Buffer;
  readonly keyLog: string;
  readonly exported: Buffer;
  readonly requests: string;
  readonly answers: string;
}

/**
 * OpenSSL's SSL_OP_NO_EXTENDED_MASTER_SECRET and SSL_OP_NO_ENCRYPT_THEN_MAC, which Node does not name: its two ends would agree on
 * both, and RFC 2246 has neither.
 */
const AS_IN_RFC_2246 = 0x1 | 0x80000;

let minted: ReturnType<typeof keptServerCertificate> | undefined;

export const LABEL = 'EXPORTER: of a test';

/** A session of both directions, with a client certificate, ended by close_notify. */
export async function openSslSession(suite: string): Promise<OpenSslSession> {
  minted ??= keptServerCertificate({
    profile: 'enterprise-two-tier',
    subject: 'fe01.contoso.test',
    names: ['sip.contoso.test'],
    at: new Date('2014-11-15T09:00:00Z'),
  });
  const { tls: identity } = await minted;
  if (!('cert' in identity)) throw new Error('the certificate of the tests is PEM');
  const secureContext = tls.createSecureContext({
    ...identity,
    ca: identity.cert,
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1',
    ciphers: `${suite}:@SECLEVEL=0`,
    secureOptions: AS_IN_RFC_2246,
  });
  const [clientEnd, clientRelay] = memoryPair();
  const [serverRelay, serverEnd] = memoryPair();
  const passed: { client: Buffer[]; server: Buffer[] } = { client: [], server: [] };
  clientRelay.on('data', (bytes: Buffer) => {
    passed.client.push(bytes);
    serverRelay.write(bytes);
  });
  serverRelay.on('data', (bytes: Buffer) => {
    passed.server.push(bytes);
    clientRelay.write(bytes);
  });
  const server = new tls.TLSSocket(serverEnd, {
    isServer: true,
    secureContext,
    requestCert: true,
    rejectUnauthorized: false,
  });
  const client = tls.connect({ socket: clientEnd, secureContext, rejectUnauthorized: false });
  let keyLog = '';
  client.on('keylog', (line: Buffer) => {
    keyLog += line.toString('latin1');
  });
  const requests = `REGISTER sip:contoso.test SIP/2.0\r\n${'x'.repeat(20_000)}`;
  const answers = 'SIP/2.0 401 Unauthorized';
  const heard: string[] = [];
  server.on('data', (bytes: Buffer) => {
    heard.push(bytes.toString('latin1'));
    if (heard.join('') === requests) server.end(answers);
  });
  await once(client, 'secureConnect');
  // Without a context, which is not the same as an empty one; Node's types do not know that it may be left out.
  const exported = (client as unknown as TlsStream).exportKeyingMaterial(40, LABEL);
  client.write(requests);
  let got = '';
  client.on('data', (bytes: Buffer) => {
    got += bytes.toString('latin1');
  });
  await once(client, 'end');
  client.end();
  await once(client, 'close');
  if (got !== answers) throw new Error('the session of OpenSSL itself did not work');
  for (const end of [clientEnd, clientRelay, serverRelay, serverEnd, server]) end.destroy();
  return {
    fromClient: Buffer.concat(passed.client),
    fromServer: Buffer.concat(passed.server),
    keyLog,
    exported,
    requests,
    answers,
  };
}
