import test, { type ExecutionContext } from 'ava';
import { type EngineIdentity, MemorySessionStore } from '../../../harness/tls/engine/index.js';
import {
  clientCertificateType,
  encodeCertificateRequest,
  encodeHandshake,
  handshakeType,
  recordType,
} from '../../../harness/wire/tls/index.js';
import { clientIdentity, serverIdentity } from './handshake-support.js';
import { PuppetClient, PuppetServer } from './puppets.js';

/** Every message of TLS 1.0 and two that it does not have. */
const messages = [
  ...Object.entries({
    hello_request: 0,
    client_hello: 1,
    server_hello: 2,
    new_session_ticket: 4,
    certificate: 11,
    server_key_exchange: 12,
    certificate_request: 13,
    server_hello_done: 14,
    certificate_verify: 15,
    client_key_exchange: 16,
    finished: 20,
    'of an unknown type': 99,
  }),
] as const;

interface Stage {
  readonly name: string;
  /** What may come here: it is not among the wrong ones. */
  readonly allowed: readonly (number | 'change-cipher' | 'data')[];
}

/** Says each wrong thing at one stage, on a fresh connection each. */
function refuses(t: ExecutionContext, stage: Stage, at: () => PuppetClient | PuppetServer): void {
  for (const [name, type] of messages) {
    if (stage.allowed.includes(type)) continue;
    const puppet = at();
    // The header alone is enough; nobody waits for the rest of what is refused anyway.
    puppet.record(recordType.handshake, encodeHandshake(type, Buffer.alloc(40)).subarray(0, 4));
    t.is(puppet.alert, 'unexpected_message', `${name} at ${stage.name}`);
    t.is(puppet.told.events.filter((event) => event.startsWith('failed')).length, 1);
  }
  if (!stage.allowed.includes('change-cipher')) {
    const puppet = at();
    puppet.record(recordType.changeCipherSpec, Buffer.from([1]));
    t.is(puppet.alert, 'unexpected_message', `ChangeCipherSpec at ${stage.name}`);
  }
  if (!stage.allowed.includes('data')) {
    const puppet = at();
    puppet.record(recordType.applicationData, Buffer.from('GET / HTTP/1.1\r\n'));
    t.is(puppet.alert, 'unexpected_message', `application data at ${stage.name}`);
    t.deepEqual(puppet.told.received, []);
  }
}

/** Runs `steps` one after the other; at each stage between them everything else is refused, and the end is reached. */
function walk<P extends PuppetClient | PuppetServer>(
  t: ExecutionContext,
  start: () => P,
  stages: readonly (Stage & { readonly step?: (puppet: P) => void })[],
): void {
  for (const [index, stage] of stages.entries()) {
    refuses(t, stage, () => {
      const puppet = start();
      for (const { step } of stages.slice(0, index)) step?.(puppet);
      return puppet;
    });
  }
  const puppet = start();
  for (const { step } of stages) step?.(puppet);
  t.deepEqual(puppet.told.events, ['established']);
}

const server = async (): Promise<EngineIdentity> => (await serverIdentity()).identity;

test('server, full handshake: everything out of order is refused with unexpected_message', async (t) => {
  const identity = await server();
  walk(t, () => new PuppetClient({ identity }), [
    { name: 'ClientHello', allowed: [handshakeType.client_hello], step: (client) => client.hello() },
    { name: 'ClientKeyExchange', allowed: [handshakeType.client_key_exchange], step: (client) => client.exchange() },
    { name: 'ChangeCipherSpec', allowed: ['change-cipher'], step: (client) => client.changeCipher() },
    { name: 'Finished', allowed: [handshakeType.finished], step: (client) => client.finished() },
    { name: 'the end', allowed: [handshakeType.client_hello, 'data'] },
  ]);
});

test('server, client certificate: everything out of order is refused with unexpected_message', async (t) => {
  const identity = await server();
  const phone = (await clientIdentity()).identity;
  const start = () => new PuppetClient({ identity, clientCertificate: { authorities: [], required: true } });
  walk(t, start, [
    { name: 'ClientHello', allowed: [handshakeType.client_hello], step: (client) => client.hello() },
    { name: 'Certificate', allowed: [handshakeType.certificate], step: (client) => client.certificate(phone.chain) },
    { name: 'ClientKeyExchange', allowed: [handshakeType.client_key_exchange], step: (client) => client.exchange() },
    {
      name: 'CertificateVerify',
      allowed: [handshakeType.certificate_verify],
      step: (client) => client.verify(phone.privateKey),
    },
    { name: 'ChangeCipherSpec', allowed: ['change-cipher'], step: (client) => client.changeCipher() },
    { name: 'Finished', allowed: [handshakeType.finished], step: (client) => client.finished() },
    { name: 'the end', allowed: [handshakeType.client_hello, 'data'] },
  ]);
});

test('client, full handshake: everything out of order is refused with unexpected_message', async (t) => {
  const identity = await server();
  const request = encodeCertificateRequest({ certificateTypes: [clientCertificateType.rsaSign], authorities: [] });
  const always = handshakeType.hello_request;
  walk(t, () => new PuppetServer(identity), [
    { name: 'ServerHello', allowed: [always, handshakeType.server_hello], step: (peer) => peer.hello() },
    {
      name: 'Certificate',
      allowed: [always, handshakeType.certificate],
      step: (peer) => peer.certificate(identity.chain),
    },
    {
      name: 'CertificateRequest or ServerHelloDone',
      allowed: [always, handshakeType.certificate_request, handshakeType.server_hello_done],
      step: (peer) => peer.message(handshakeType.certificate_request, request),
    },
    { name: 'ServerHelloDone', allowed: [always, handshakeType.server_hello_done], step: (peer) => peer.done() },
    { name: 'ChangeCipherSpec', allowed: [always, 'change-cipher'], step: (peer) => peer.changeCipher() },
    { name: 'Finished', allowed: [always, handshakeType.finished], step: (peer) => peer.finished() },
    { name: 'the end', allowed: [always, 'data'] },
  ]);
});

test('resumption: everything out of order is refused on both sides', async (t) => {
  const identity = await server();
  const session = { id: Buffer.alloc(32, 7), suite: 0x000a, master: Buffer.alloc(48, 8), clientChain: [] };
  const withSession = () => {
    // Anew each time: a refused connection ends its session too.
    const sessions = new MemorySessionStore();
    sessions.put(session);
    const client = new PuppetClient({ identity, sessions });
    client.resuming = session.master;
    client.hello({ sessionId: session.id });
    return client;
  };
  walk(t, withSession, [
    { name: 'ChangeCipherSpec', allowed: ['change-cipher'], step: (client) => client.changeCipher() },
    { name: 'Finished', allowed: [handshakeType.finished], step: (client) => client.finished() },
    { name: 'the end', allowed: [handshakeType.client_hello, 'data'] },
  ]);
  const always = handshakeType.hello_request;
  walk(t, () => new PuppetServer(identity, { session }), [
    {
      name: 'ServerHello',
      allowed: [always, handshakeType.server_hello],
      step: (peer) => {
        peer.hello({ sessionId: session.id });
        peer.resume(session.master);
      },
    },
    { name: 'ChangeCipherSpec', allowed: [always, 'change-cipher'], step: (peer) => peer.changeCipher() },
    { name: 'Finished', allowed: [always, handshakeType.finished], step: (peer) => peer.finished() },
    { name: 'the end', allowed: [always, 'data'] },
  ]);
});

test('ChangeCipherSpec or data within a handshake message is refused (CVE-2014-0224 and its kin)', async (t) => {
  const identity = await server();
  const early = new PuppetClient({ identity });
  early.hello();
  early.exchange();
  early.record(recordType.handshake, encodeHandshake(handshakeType.finished, Buffer.alloc(12)).subarray(0, 3));
  early.record(recordType.changeCipherSpec, Buffer.from([1]));
  t.is(early.alert, 'unexpected_message');
  const late = new PuppetClient({ identity });
  late.hello();
  late.exchange();
  late.changeCipher();
  late.finished();
  late.record(recordType.handshake, Buffer.from([handshakeType.client_hello, 0]));
  late.record(recordType.applicationData, Buffer.from('x'));
  t.is(late.alert, 'unexpected_message');
  t.deepEqual(late.told.received, []);
});

test('a HelloRequest during a handshake is ignored, and not part of its hash', async (t) => {
  const identity = await server();
  const peer = new PuppetServer(identity);
  const ask = () => peer.record(recordType.handshake, encodeHandshake(handshakeType.hello_request, Buffer.alloc(0)));
  ask();
  peer.hello();
  ask();
  peer.certificate(identity.chain);
  peer.done();
  peer.changeCipher();
  peer.finished();
  t.deepEqual(peer.told.events, ['established']);
  ask();
  t.deepEqual(peer.heard.at(-1), { type: recordType.alert, fragment: Buffer.from([1, 100]) });
  t.deepEqual(peer.told.events, ['established']);
});
