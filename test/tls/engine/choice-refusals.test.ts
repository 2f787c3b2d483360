import { createPrivateKey } from 'node:crypto';
import test from 'ava';
import { encodeRenegotiationInfo, handshakeType } from '../../../harness/wire/tls/index.js';
import { clientIdentity, serverIdentity } from './handshake-support.js';
import { type PuppetClient, PuppetServer } from './puppets.js';
import { ellipticCertificate, random, server } from './refusal-support.js';

test('client certificates that cannot be accepted', async (t) => {
  const phone = (await clientIdentity()).identity;
  const elliptic = await ellipticCertificate();
  const clientCertificate = { authorities: [], required: true };
  const cases: [string, (client: PuppetClient) => void, string][] = [
    ['none', (client) => client.certificate([]), 'handshake_failure'],
    ['an elliptic key', (client) => client.certificate([elliptic.der]), 'unsupported_certificate'],
    ['garbage', (client) => client.certificate([Buffer.from('3003020101', 'hex')]), 'bad_certificate'],
    [
      'a broken list',
      (client) => client.message(handshakeType.certificate, Buffer.from('000005000004aa', 'hex')),
      'decode_error',
    ],
    [
      "another key's signature",
      (client) => {
        client.certificate(phone.chain);
        client.exchange();
        client.verify(createPrivateKey(rsaKey));
      },
      'decrypt_error',
    ],
    [
      'a signature of something else',
      (client) => {
        client.certificate(phone.chain);
        client.exchange();
        client.transcript.add(Buffer.from('else'));
        client.verify(phone.privateKey);
      },
      'decrypt_error',
    ],
    [
      'no signature',
      (client) => {
        client.certificate(phone.chain);
        client.exchange();
        client.message(handshakeType.certificate_verify, Buffer.from([0, 0]));
      },
      'decrypt_error',
    ],
    [
      'a broken CertificateVerify',
      (client) => {
        client.certificate(phone.chain);
        client.exchange();
        client.message(handshakeType.certificate_verify, Buffer.from([1, 0, 7]));
      },
      'decode_error',
    ],
    [
      'no proof at all',
      (client) => {
        client.certificate(phone.chain);
        client.exchange();
        client.changeCipher();
      },
      'unexpected_message',
    ],
  ];
  const rsaKey = (await serverIdentity()).pem.key;
  for (const [name, say, alert] of cases) {
    const client = await server({ clientCertificate });
    client.hello();
    say(client);
    t.is(client.alert, alert, name);
    t.deepEqual(client.engine.peerChain, [], name);
  }
});

test("a server's choices and certificates that a client cannot accept", async (t) => {
  const { identity } = await serverIdentity();
  const elliptic = await ellipticCertificate();
  const session = { id: Buffer.alloc(32, 7), suite: 0x0005, master: Buffer.alloc(48, 8), clientChain: [] };
  const extensions = (type: number, hex: string) => ({ extensions: [{ type, data: Buffer.from(hex, 'hex') }] });
  const after = (say: (peer: PuppetServer) => void) => (peer: PuppetServer) => {
    peer.hello();
    say(peer);
  };
  const cases: [string, (peer: PuppetServer) => void, string][] = [
    ['SSL 3.0', (peer) => peer.hello({ version: 0x0300 }), 'protocol_version'],
    ['TLS 1.2', (peer) => peer.hello({ version: 0x0303 }), 'protocol_version'],
    ['a suite it did not offer', (peer) => peer.hello({ suite: 0x0035 }), 'illegal_parameter'],
    ['a suite nobody has', (peer) => peer.hello({ suite: 0x1301 }), 'illegal_parameter'],
    ['the signalling suite', (peer) => peer.hello({ suite: 0x00ff }), 'illegal_parameter'],
    ['a session with another suite', (peer) => peer.hello({ sessionId: session.id }), 'illegal_parameter'],
    ['an extension it did not send', (peer) => peer.hello(extensions(35, '')), 'unsupported_extension'],
    ['an SNI answer without SNI', (peer) => peer.hello(extensions(0, '')), 'unsupported_extension'],
    ['a renegotiation', (peer) => peer.hello(extensions(0xff01, '0101')), 'handshake_failure'],
    ['compression', (peer) => peer.message(handshakeType.server_hello, compressed()), 'illegal_parameter'],
    [
      'a short ServerHello',
      (peer) => peer.message(handshakeType.server_hello, compressed().subarray(0, 30)),
      'decode_error',
    ],
    ['no certificate', after((peer) => peer.certificate([])), 'decode_error'],
    ['an elliptic key', after((peer) => peer.certificate([elliptic.der])), 'unsupported_certificate'],
    ['garbage', after((peer) => peer.certificate([Buffer.from('garbage')])), 'bad_certificate'],
    [
      'a ServerHelloDone with content',
      after((peer) => {
        peer.certificate(identity.chain);
        peer.message(handshakeType.server_hello_done, Buffer.from([0]));
      }),
      'decode_error',
    ],
    [
      'a CertificateRequest without types',
      after((peer) => {
        peer.certificate(identity.chain);
        peer.message(handshakeType.certificate_request, Buffer.from('000000', 'hex'));
      }),
      'decode_error',
    ],
    [
      'a wrong Finished',
      after((peer) => {
        peer.certificate(identity.chain);
        peer.done();
        peer.changeCipher();
        peer.finished(Buffer.alloc(12));
      }),
      'decrypt_error',
    ],
    [
      'a HelloRequest with content',
      (peer) => peer.message(handshakeType.hello_request, Buffer.from([0])),
      'decode_error',
    ],
  ];
  for (const [name, say, alert] of cases) {
    const peer = new PuppetServer(identity, { suites: [0x000a, 0x0005, 0x00ff], session });
    say(peer);
    t.is(peer.alert, alert, name);
    t.deepEqual(peer.told.events, [`failed TLS_ALERT_SENT ${alert}`], name);
  }
  const fine = new PuppetServer(identity, { suites: [0x000a, 0x00ff], serverName: 'sip.contoso.test' });
  fine.hello({ extensions: [encodeRenegotiationInfo(), { type: 0, data: Buffer.alloc(0) }] });
  t.is(fine.told.error, undefined);
});

function compressed(): Buffer {
  return Buffer.concat([Buffer.from([3, 1]), random, Buffer.from([0, 0, 10, 1])]);
}
