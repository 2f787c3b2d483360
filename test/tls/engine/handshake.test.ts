import test from 'ava';
import { type EngineSession, engineSuites, MemorySessionStore } from '../../../harness/tls/engine/index.js';
import { clientIdentity, type PairOptions, pair, serverIdentity } from './handshake-support.js';

const LABEL = 'client EAP encryption';

async function complete(options: PairOptions = {}) {
  const joined = await pair(options);
  joined.run();
  return joined;
}

for (const suite of engineSuites) {
  for (const helloFormat of ['tls', 'sslv2'] as const) {
    for (const chunk of [undefined, 1]) {
      test(`${suite.name}, ${helloFormat} hello${chunk === undefined ? '' : ', a byte at a time'}`, async (t) => {
        const { server, client, atServer, atClient, run } = await complete({
          client: { suites: [suite.id, 0x00ff], helloFormat, serverName: 'sip.contoso.test' },
          ...(chunk === undefined ? {} : { chunk }),
        });
        t.deepEqual(atServer.events, ['established']);
        t.deepEqual(atClient.events, ['established']);
        t.is(server.suite, suite);
        t.is(client.suite, suite);
        t.false(server.resumed || client.resumed);
        t.is(server.serverName, helloFormat === 'tls' ? 'sip.contoso.test' : undefined);
        const { identity } = await serverIdentity();
        t.deepEqual(client.peerChain, identity.chain);
        t.deepEqual(server.peerChain, []);
        t.deepEqual(server.exportKeyingMaterial(64, LABEL), client.exportKeyingMaterial(64, LABEL));
        t.is(server.keyLogLine, client.keyLogLine);
        t.regex(server.keyLogLine ?? '', /^CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}$/);
        client.write(Buffer.from('REGISTER'));
        server.write(Buffer.from('200 OK'));
        run();
        t.is(atServer.text, 'REGISTER');
        t.is(atClient.text, '200 OK');
        client.close();
        run();
        t.deepEqual(atServer.events, ['established', 'ended']);
        t.deepEqual(atClient.events, ['established', 'ended']);
      });
    }
  }
}

test('the server chooses by its own order', async (t) => {
  const { server } = await complete({
    server: { suites: [0x0005, 0x000a] },
    client: { suites: [0x002f, 0x000a, 0x0005] },
  });
  t.is(server.suite?.id, 0x0005);
});

test('the hello may ask for resumption: an abbreviated handshake with new keys', async (t) => {
  const sessions = new MemorySessionStore();
  const kept: EngineSession[] = [];
  const keep = (session: EngineSession) => kept.push(session);
  const first = await complete({ server: { sessions }, client: { keep } });
  t.is(sessions.size, 1);
  const [session] = kept;
  t.truthy(session);
  if (session === undefined) return;
  for (const chunk of [10_000, 1]) {
    const again = await complete({ server: { sessions }, client: { session, keep }, chunk });
    t.deepEqual(again.atServer.events, ['established']);
    t.deepEqual(again.atClient.events, ['established']);
    t.true(again.server.resumed && again.client.resumed);
    t.deepEqual(again.client.peerChain, first.client.peerChain);
    const material = again.server.exportKeyingMaterial(64, LABEL);
    t.deepEqual(material, again.client.exportKeyingMaterial(64, LABEL));
    t.notDeepEqual(material, first.server.exportKeyingMaterial(64, LABEL));
    again.client.write(Buffer.from('REGISTER'));
    again.server.write(Buffer.from('200 OK'));
    again.run();
    t.is(again.atServer.text + again.atClient.text, 'REGISTER200 OK');
  }
  t.is(kept.length, 1);
});

test('a session is not resumed when it is unknown, its suite is not offered, or it lacks the certificate now required', async (t) => {
  const sessions = new MemorySessionStore();
  const kept: EngineSession[] = [];
  const first = await complete({ server: { sessions }, client: { keep: (one) => kept.push(one) } });
  const [session] = kept;
  if (session === undefined) return t.fail();
  t.is(first.server.suite?.id, 0x002f);
  const { identity } = await clientIdentity();
  const cases: PairOptions[] = [
    { server: { sessions: new MemorySessionStore() }, client: { session } },
    { server: {}, client: { session } },
    { server: { sessions }, client: { session, suites: [0x0005] } },
    { server: { sessions, suites: [0x0005] }, client: { session } },
    { server: { sessions, clientCertificate: { authorities: [], required: true } }, client: { session, identity } },
    { server: { sessions }, client: { session, helloFormat: 'sslv2' } },
  ];
  for (const [index, options] of cases.entries()) {
    const { server, client, atServer, atClient } = await complete(options);
    t.deepEqual([atServer.events, atClient.events], [['established'], ['established']], `case ${index}`);
    t.false(server.resumed || client.resumed, `case ${index}`);
  }
});

test('a client certificate: shown, not shown, required', async (t) => {
  const { identity } = await clientIdentity();
  const sessions = new MemorySessionStore();
  const kept: EngineSession[] = [];
  const clientCertificate = { authorities: [Buffer.from('3000', 'hex')], required: true };
  const shown = await complete({
    server: { clientCertificate, sessions },
    client: { identity, keep: (one) => kept.push(one) },
  });
  t.deepEqual(shown.server.peerChain, identity.chain);
  t.deepEqual([shown.atServer.events, shown.atClient.events], [['established'], ['established']]);
  const [session] = kept;
  if (session === undefined) return t.fail();
  const resumed = await complete({ server: { clientCertificate, sessions }, client: { session } });
  t.true(resumed.server.resumed);
  t.deepEqual(resumed.server.peerChain, identity.chain);
  const optional = await complete({ server: { clientCertificate: { ...clientCertificate, required: false } } });
  t.deepEqual([optional.atServer.events, optional.atClient.events], [['established'], ['established']]);
  t.deepEqual(optional.server.peerChain, []);
  const missing = await complete({ server: { clientCertificate, sessions } });
  t.deepEqual(missing.atServer.events, ['failed TLS_ALERT_SENT handshake_failure']);
  t.deepEqual(missing.atClient.events, ['failed TLS_ALERT_RECEIVED handshake_failure']);
  t.deepEqual(missing.server.peerChain, []);
});

test('the certificate flight comes in one record, or in small ones', async (t) => {
  const whole = await complete({ client: { suites: [0x0005] } });
  const flight = whole.atServer.sent[0] ?? Buffer.alloc(0);
  t.is(flight.readUInt16BE(3), flight.length - 5);
  const small = await complete({ server: { maxRecord: 16 }, client: { maxRecord: 1, suites: [0x0005] } });
  t.deepEqual([small.atServer.events, small.atClient.events], [['established'], ['established']]);
  t.is(small.atServer.sent[0]?.readUInt16BE(3), 16);
});

test('a server asks for renegotiation, the client declines and the connection goes on', async (t) => {
  const { server, client, atServer, atClient, run } = await complete();
  server.requestRenegotiation();
  run();
  t.deepEqual(atServer.events, ['established', 'warned no_renegotiation']);
  client.write(Buffer.from('still here'));
  run();
  t.is(atServer.text, 'still here');
  t.deepEqual(atClient.events, ['established']);
});

test('quirks: a wrong Finished and a wrong version are refused by the client', async (t) => {
  const wrong = await complete({ server: { quirks: { wrongFinished: true } } });
  t.deepEqual(wrong.atClient.events, ['failed TLS_ALERT_SENT decrypt_error']);
  t.deepEqual(wrong.atServer.events, ['established', 'failed TLS_ALERT_RECEIVED decrypt_error']);
  for (const helloVersion of [0x0300, 0x0302, 0x0303]) {
    const version = await complete({ server: { quirks: { helloVersion } } });
    t.deepEqual(version.atClient.events, ['failed TLS_ALERT_SENT protocol_version']);
    t.deepEqual(version.atServer.events, ['failed TLS_ALERT_RECEIVED protocol_version']);
  }
});

test('nothing can be exported or written before the end of the handshake', async (t) => {
  const { client, server } = await pair();
  t.throws(() => client.exportKeyingMaterial(16, LABEL), { code: 'TLS_NOT_ESTABLISHED' });
  t.throws(() => server.write(Buffer.from('x')), { code: 'TLS_NOT_ESTABLISHED' });
  t.throws(() => server.requestRenegotiation(), { code: 'TLS_NOT_ESTABLISHED' });
  t.is(client.keyLogLine, undefined);
});

test('after the end nothing is taken or given', async (t) => {
  const { client, server, atServer, atClient, run } = await complete();
  server.close();
  server.close();
  run();
  const before = [atServer.sent.length, atClient.sent.length, ...atServer.events];
  server.write(Buffer.from('late'));
  client.write(Buffer.from('late'));
  server.requestRenegotiation();
  client.close();
  server.receive(Buffer.from('garbage'));
  client.receive(Buffer.from('garbage'));
  t.deepEqual([atServer.sent.length, atClient.sent.length, ...atServer.events], before);
  t.deepEqual(atClient.events, ['established', 'ended']);
});
