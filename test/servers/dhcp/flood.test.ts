import test from 'ava';
import { eventsOf } from '../deployment.js';
import { fullServer } from './full.js';

const CLIENTS = 20_000;

test('20,000 unknown clients ask for an address: no lease is lost, nobody is kept out, and memory stays bounded', (t) => {
  const { lease, ask, server, context } = fullServer();
  const known = lease().address;
  const before = process.memoryUsage().heapUsed;
  for (let client = 0; client < CLIENTS; client++) {
    const tail = client.toString(16).padStart(6, '0').match(/../g)?.join(':') ?? '';
    ask('discover', { mac: `02:00:00:${tail}` });
  }
  t.is(server.leases.size, 10, 'as many bindings as the scope has addresses');
  t.true(process.memoryUsage().heapUsed - before < 200_000_000, 'what is left is the journal');
  t.is(lease().address, known, 'the known phone renews its own');
  t.is(ask('request', { message: { ciaddr: known ?? '' } }).type, 'ack');
  const late = lease({ mac: '00:04:f2:00:00:09' });
  t.is(late.type, 'ack', 'and a newcomer gets one in the middle of it');
  t.is(eventsOf(context.journal, 'dhcp.reply').length, CLIENTS + 7);
});

test('clients that take every address leave the others without one, and say so in the journal', (t) => {
  const { lease, ask, context } = fullServer();
  for (let client = 10; client < 20; client++) lease({ mac: `02:00:00:00:00:${client}` });
  t.is(ask('discover', { mac: '02:00:00:00:00:99' }).type, 'silence');
  t.regex(eventsOf(context.journal, 'dhcp.ignored')[0]?.reason ?? '', /every address of 10\.10\.10\.0\/24 is taken/);
});
