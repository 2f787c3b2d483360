import { once } from 'node:events';
import { connect } from 'node:net';
import test from 'ava';
import { decode } from 'dns-packet';
import { ScenarioClock } from '../../../harness/foundation/clock/index.js';
import { DnsServer, listenDnsTcp } from '../../../harness/servers/dns/index.js';
import { MAX_HELD_ANSWERS } from '../../../harness/servers/dns/server.js';
import { armedContext } from '../armed-context.js';
import { eventsOf } from '../deployment.js';
import { networkDate } from '../network-context.js';
import { ask, data, query, words } from './queries.js';

const service = '_sipinternaltls._tcp.contoso.com';
const from = { address: '10.10.20.51' };

function server(...faults: Record<string, unknown>[]) {
  const armed = armedContext(faults);
  return { ...armed, dns: new DnsServer(armed.context) };
}

for (const [code, number] of Object.entries({ FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 })) {
  test(`status ${code} is the code and nothing else`, (t) => {
    const { dns, fired, context } = server({ at: 'dns.srv', do: 'status', code });
    const answer = ask(dns, query(service, 'SRV'));
    t.is(answer.code, number);
    t.deepEqual([answer.packet.answers, answer.packet.authorities, answer.packet.additionals], [[], [], []]);
    t.is(answer.packet.flag_aa, code === 'NXDOMAIN');
    t.is(eventsOf(context.journal, 'dns.answer')[0]?.code, code);
    t.is(ask(dns, query('sip.contoso.com')).code, 0, 'an address is another point');
    t.is(fired().length, 1);
  });
}

test('no-data: the name exists without the record; where there was none it did not fire', (t) => {
  const { dns, fired } = server({ at: 'dns.any', do: 'no-data' });
  const answer = ask(dns, query('sip.contoso.com'));
  t.deepEqual([answer.code, data(answer.packet)], [0, []]);
  ask(dns, query('sip.contoso.com', 'AAAA'));
  t.is(fired().length, 1);
});

test('SRV records lead to another host, or name another port', (t) => {
  const target = server({ at: 'dns.srv', do: 'srv-target', target: 'pool01.fabrikam.com' });
  const led = ask(target.dns, query(service, 'SRV')).packet;
  t.deepEqual(data(led), [`${service} SRV 0 0 5061 pool01.fabrikam.com`]);
  t.deepEqual(data(led, 'additionals'), [], 'the address of the right host goes too');
  const port = server({ at: 'dns.any', do: 'srv-port', port: 5060 });
  t.deepEqual(data(ask(port.dns, query(service, 'SRV')).packet), [`${service} SRV 0 0 5060 sip.contoso.com`]);
  ask(port.dns, query('sip.contoso.com'));
  t.is(port.fired().length, 1, 'an address has no port');
});

test('A records tell another address; what has none does not fire', (t) => {
  const { dns, fired } = server({ at: 'dns.address', do: 'address', address: '192.0.2.1' });
  t.deepEqual(data(ask(dns, query('sip.contoso.com')).packet), ['sip.contoso.com A 192.0.2.1']);
  ask(dns, query('nobody.contoso.com'));
  t.is(fired().length, 1);
});

test('a fault about one name leaves the others alone, in any case', (t) => {
  const { dns, fired } = server({ at: 'dns.address', do: 'address', name: 'SIP.contoso.com', address: '192.0.2.1' });
  t.deepEqual(data(ask(dns, query('lyncweb.contoso.com')).packet), ['lyncweb.contoso.com A 10.10.10.21']);
  t.deepEqual(data(ask(dns, query('sIp.contoso.com')).packet), ['sIp.contoso.com A 192.0.2.1']);
  t.is(fired().length, 1);
});

test('lame: a referral to the root, and no word of authority', (t) => {
  const { dns } = server({ at: 'dns.any', do: 'lame' });
  const { code, packet } = ask(dns, query('sip.contoso.com'));
  t.deepEqual([code, packet.flag_aa, packet.answers], [0, false, []]);
  t.deepEqual(data(packet, 'authorities'), ['. NS a.root-servers.net']);
});

test('alias-loop: two names that are each other’s alias', (t) => {
  const { dns } = server({ at: 'dns.address', do: 'alias-loop' });
  const answers = ask(dns, query('sip.contoso.com')).packet.answers ?? [];
  t.deepEqual(
    answers.map((each) => each.type === 'CNAME' && `${each.name} ${each.data}`),
    ['sip.contoso.com alias.sip.contoso.com', 'alias.sip.contoso.com sip.contoso.com'],
  );
});

test('truncate: empty and marked over UDP, whole over TCP', (t) => {
  const { dns, fired } = server({ at: 'dns.any', do: 'truncate' });
  const cut = ask(dns, query('sip.contoso.com'));
  t.deepEqual([cut.packet.flag_tc, cut.packet.answers], [true, []]);
  const whole = ask(dns, query('sip.contoso.com'), 'tcp');
  t.deepEqual([whole.packet.flag_tc, data(whole.packet)], [false, ['sip.contoso.com A 10.10.10.20']]);
  t.is(fired().length, 1);
});

test('wrong-id: every bit of the identifier is another', (t) => {
  const { dns } = server({ at: 'dns.any', do: 'wrong-id' });
  t.is(ask(dns, query('sip.contoso.com', 'A', { id: 0x1234 })).bytes.readUInt16BE(0), 0xedcb);
});

test('garbage: nobody can read what follows the header', (t) => {
  const { dns } = server({ at: 'dns.any', do: 'garbage' });
  const bytes = dns.handle(query('sip.contoso.com'), 'udp', from) ?? Buffer.alloc(0);
  t.is(bytes.readUInt16BE(0), 0xabcd);
  t.throws(() => decode(bytes));
});

test('drop: the question is heard, and nothing comes; the next is answered where one alone was meant', (t) => {
  const { dns, context, fired } = server({ at: 'dns.any', do: 'drop', when: { nth: 1 } });
  t.is(dns.handle(query('sip.contoso.com'), 'udp', from), undefined);
  t.is(eventsOf(context.journal, 'dns.query').length, 1);
  t.is(eventsOf(context.journal, 'dns.answer').length, 0);
  t.is(fired().length, 1);
  t.is(data(ask(dns, query('sip.contoso.com')).packet).length, 1);
});

test('delay: the answer is sent when the clock of the scenario says so, and so many wait at most', (t) => {
  const clock = new ScenarioClock({ start: networkDate, waits: 'real' });
  t.teardown(() => clock.stop());
  const { context } = armedContext([{ at: 'dns.any', do: 'delay', seconds: 60 }], { clock });
  const dns = new DnsServer(context);
  const sent: Buffer[] = [];
  for (let count = 0; count < MAX_HELD_ANSWERS + 5; count++) {
    t.true(dns.serve(query('sip.contoso.com'), 'udp', from, (answer) => sent.push(answer)));
  }
  t.deepEqual([sent.length, eventsOf(context.journal, 'dns.answer').length], [0, 0]);
  clock.advance(30_000);
  t.is(sent.length, 0);
  clock.advance(60_000);
  t.is(sent.length, MAX_HELD_ANSWERS);
  dns.serve(query('sip.contoso.com'), 'udp', from, (answer) => sent.push(answer));
  clock.advance(61_000);
  t.is(sent.length, MAX_HELD_ANSWERS + 1, 'there is room again');
});

test('over TCP a held answer holds up no other, and the connection ends after the last', async (t) => {
  const clock = new ScenarioClock({ start: networkDate, waits: 'real' });
  t.teardown(() => clock.stop());
  const { context } = armedContext([{ at: 'dns.srv', do: 'delay', seconds: 60 }], { clock });
  const listener = await listenDnsTcp(
    new DnsServer(context),
    { service: 'dns', address: '127.0.0.1', port: 0 },
    { queries: 2 },
  );
  t.teardown(() => listener.close());
  const socket = connect(listener.port, listener.address);
  t.teardown(() => socket.destroy());
  const ended = once(socket, 'end');
  const framed = (bytes: Buffer) => Buffer.concat([words(bytes.length), bytes]);
  socket.write(
    Buffer.concat([framed(query(service, 'SRV', { id: 1 })), framed(query('sip.contoso.com', 'A', { id: 2 }))]),
  );
  const [first] = (await once(socket, 'data')) as [Buffer];
  t.is(first.readUInt16BE(2), 2);
  clock.advance(61_000);
  const [second] = (await once(socket, 'data')) as [Buffer];
  t.is(second.readUInt16BE(2), 1);
  await ended;
});
