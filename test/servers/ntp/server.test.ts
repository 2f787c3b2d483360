import test from 'ava';
import { listenNtp, NtpServer } from '../../../harness/servers/ntp/index.js';
import { decodeNtp, fromNtpTimestamp, toNtpTimestamp } from '../../../harness/wire/ntp/index.js';
import { eventsOf } from '../deployment.js';
import { networkContext, networkDate, standingClock } from '../network-context.js';
import { udpClient } from '../sockets.js';

const hex = (text: string) => Buffer.from(text.replace(/[^0-9a-f]/gi, ''), 'hex');
// The worked exchange of the reference: a version 3 client. Its own clock may show anything.
const request = hex(`1b 00 00 00 | ${'00'.repeat(36)} d6c19040 00000000`);
const from = { address: '10.10.20.51' };

function server(date = networkDate) {
  const context = networkContext({ clock: standingClock(date) });
  return { context, ntp: new NtpServer(context, { serverAddress: '10.10.10.5' }) };
}

test('the worked exchange, byte for byte', (t) => {
  const { ntp } = server();
  const answer = ntp.handle(request, from);
  t.is(
    answer?.toString('hex'),
    hex(`1c 02 04 ec 00000000 00000010 0a0a0a05
      d6c19040 00000000  d6c19040 00000000  d6c19040 00000000  d6c19040 00000000`).toString('hex'),
  );
});

test('the transmit time of a client with an absurd clock comes back bit for bit', (t) => {
  const absurd = Buffer.from(request);
  hex('bc17c200 deadbeef').copy(absurd, 40);
  const answer = server().ntp.handle(absurd, from);
  t.is(answer?.subarray(24, 32).toString('hex'), 'bc17c200deadbeef');
});

for (const version of [1, 2, 3, 4]) {
  test(`a version ${version} client is answered with its own version`, (t) => {
    const asked = Buffer.from(request);
    asked[0] = (version << 3) | 3;
    const answer = server().ntp.handle(asked, from);
    t.is(answer?.[0], (version << 3) | 4);
  });
}

test('the poll interval is copied, the shortest stands for none', (t) => {
  const asked = Buffer.from(request);
  asked[2] = 10;
  t.is(server().ntp.handle(asked, from)?.[2], 10);
  t.is(server().ntp.handle(request, from)?.[2], 4);
});

test('a symmetric peer, as Windows is by default, is answered as one', (t) => {
  const asked = Buffer.from(request);
  asked[0] = 0x19;
  t.is(server().ntp.handle(asked, from)?.[0], 0x1a);
});

for (const [name, first] of Object.entries({
  'a server': 0x1c,
  'a broadcast': 0x1d,
  'a control message': 0x1e,
  'a monlist request': 0x17,
  'mode 0': 0x18,
  'version 0': 0x03,
  'version 5': 0x2b,
})) {
  test(`${name} is not answered`, (t) => {
    const { context, ntp } = server();
    const bytes = Buffer.from(request);
    bytes[0] = first;
    t.is(ntp.handle(bytes, from), undefined);
    t.deepEqual(
      context.journal.events.map(({ type }) => type),
      ['ntp.ignored'],
    );
  });
}

test('a short packet is not answered, one with an authenticator is', (t) => {
  const { context, ntp } = server();
  t.is(ntp.handle(request.subarray(0, 47), from), undefined);
  t.is(ntp.handle(Buffer.alloc(0), from), undefined);
  t.is(eventsOf(context.journal, 'ntp.ignored').length, 2);
  t.is(ntp.handle(Buffer.concat([request, Buffer.alloc(20, 1)]), from)?.length, 48);
});

test("the scenario's date is told, in 2014 as after 2036, and the reference lies before it", (t) => {
  for (const text of ['2014-11-15T09:00:21.345Z', '2005-01-01T00:00:00Z', '2038-01-19T03:14:07.999Z']) {
    const date = new Date(text);
    const answer = server(date).ntp.handle(request, from);
    if (!answer) throw new Error('no answer');
    const { reference, receive, transmit } = decodeNtp(answer);
    t.is(transmit, toNtpTimestamp(date));
    t.is(receive, transmit);
    t.is(fromNtpTimestamp(transmit, date).toISOString(), date.toISOString());
    const age = date.getTime() - fromNtpTimestamp(reference, date).getTime();
    t.true(age >= 0 && age < 64_000);
  }
});

test('the journal holds version and mode, the date told, and the bytes', (t) => {
  const { context, ntp } = server();
  context.pool.devices.learn('00:04:f2:aa:bb:cc', from.address);
  const answer = ntp.handle(request, from);
  const device = '00:04:f2:aa:bb:cc';
  t.like(context.journal.events[0], {
    type: 'ntp.request',
    version: 3,
    mode: 3,
    device,
    raw: request.toString('base64'),
  });
  t.like(context.journal.events[1], {
    type: 'ntp.reply',
    date: '2014-03-05T12:00:00.000Z',
    stratum: 2,
    device,
    raw: answer?.toString('base64'),
  });
});

test("without an address of its own the server names the domain controller's", (t) => {
  const ntp = new NtpServer(networkContext());
  t.is(ntp.handle(request, from)?.subarray(12, 16).toString('hex'), '0a0a0a05');
});

test('over a socket', async (t) => {
  const { ntp } = server();
  const listener = await listenNtp(ntp, { service: 'ntp', address: '127.0.0.1', port: 0 });
  t.teardown(() => listener.close());
  const client = await udpClient(t);
  const { bytes } = await client.ask(request, listener);
  t.is(bytes.subarray(40).toString('hex'), 'd6c1904000000000');
});
