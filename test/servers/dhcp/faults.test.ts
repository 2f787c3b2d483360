import test from 'ava';
import { FaultPlan } from '../../../harness/faults/index.js';
import { ScenarioClock } from '../../../harness/foundation/clock/index.js';
import { DhcpServer, listenDhcp } from '../../../harness/servers/dhcp/index.js';
import { parsed } from '../../faults/parse.js';
import { eventsOf } from '../deployment.js';
import { networkContext, networkDate } from '../network-context.js';
import { udpClient } from '../sockets.js';
import { inform, phoneAddress, phoneMac } from './messages.js';

const nothing = (): never => {
  throw new Error('no chain is wanted');
};

function faulty(...specs: Record<string, unknown>[]) {
  const fired: string[] = [];
  const clock = new ScenarioClock({ start: networkDate, waits: 'skip' });
  const faults = new FaultPlan(
    specs.map((spec) => parsed({ at: 'dhcp.inform', ...spec })),
    {
      resources: { chain: nothing, published: nothing },
      record: ({ do: word }, { device }) => fired.push(`${word} ${device}`),
    },
  );
  const context = { ...networkContext({ clock }), faults };
  const server = new DhcpServer(context, { serverAddress: '127.0.0.1', answerTo: 'sender', allow: () => true });
  const from = { address: phoneAddress, port: 68 };
  return { clock, context, server, fired, ask: () => server.handle(inform(), from) };
}

test('the journal tells what was sent and what is wrong with it', (t) => {
  const { ask, context, fired } = faulty({ do: 'binary-port' }, { do: 'omit-option', code: 120 });
  const [reply] = ask();
  const [event] = eventsOf(context.journal, 'dhcp.reply');
  t.deepEqual(fired, [`binary-port ${phoneMac}`, `omit-option ${phoneMac}`]);
  t.deepEqual(event?.sent, [43]);
  t.deepEqual(event?.withheld, [120]);
  t.regex(event?.problems?.[0] ?? '', /binary number 443/);
  t.is(event?.raw, reply?.bytes.toString('base64'));
});

test('dropped, late and repeated answers', (t) => {
  t.deepEqual(faulty({ do: 'drop' }).ask(), []);
  t.is(faulty({ do: 'delay', seconds: 4 }).ask()[0]?.afterMs, 4000);
  t.is(faulty({ do: 'repeat', times: 3 }).ask().length, 3);
  t.is(faulty({ do: 'drop', when: { nth: 2 } }).ask().length, 1);
});

test('faults that together make more than a message holds are told, and nothing is sent', (t) => {
  const longText = { do: 'text-instead-of-bytes' };
  const { ask, context } = faulty(longText, longText, longText, longText, longText, longText);
  const replies = ask();
  t.true(replies.length === 1 || eventsOf(context.journal, 'harness.error').length === 1);
});

test('a late answer leaves when the scenario’s clock says so, and never after the port is closed', async (t) => {
  const { server } = faulty({ do: 'delay', seconds: 0.1 });
  const clock = new ScenarioClock({ start: networkDate, waits: 'real' });
  t.teardown(() => clock.stop());
  const place = { service: 'dhcp', address: '127.0.0.1', port: 0 };
  const listener = await listenDhcp(server, place, { broadcast: false, clock });
  const client = await udpClient(t);
  const { bytes } = await client.ask(inform(), { address: '127.0.0.1', port: listener.port });
  t.is(bytes[0], 2);
  t.true(clock.elapsed() >= 100);
  // Long after the answer would have left: both wait on timers of this process.
  const unanswered = client.ask(inform(), { address: '127.0.0.1', port: listener.port }, 400);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await listener.close();
  await t.throwsAsync(unanswered, { message: 'no answer came' });
});
