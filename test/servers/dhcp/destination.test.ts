import test from 'ava';
import { deliveryOf, leaseDestination } from '../../../harness/servers/dhcp/destination.js';
import { decodeDhcp } from '../../../harness/wire/dhcp/index.js';
import { eventsOf } from '../deployment.js';
import { fullServer, serverAddress } from './full.js';
import { inform } from './messages.js';

const to = (type: 'offer' | 'ack' | 'nak', message: { ciaddr?: string; giaddr?: string }) => {
  const { address, port } = leaseDestination(decodeDhcp(inform({ message: { ciaddr: '0.0.0.0', ...message } })), type);
  return `${address}:${port}`;
};

test('answers about a lease go through the relay, to the address the client has, else by broadcast; refusals never to the address', (t) => {
  t.is(to('offer', {}), '255.255.255.255:68');
  t.is(to('ack', {}), '255.255.255.255:68');
  t.is(to('ack', { ciaddr: '10.10.10.100' }), '10.10.10.100:68');
  t.is(to('nak', { ciaddr: '10.10.10.100' }), '255.255.255.255:68');
  t.is(to('nak', { ciaddr: '10.10.10.100', giaddr: '10.10.20.1' }), '10.10.20.1:67');
  t.is(to('offer', { giaddr: '10.10.20.1' }), '10.10.20.1:67');
});

test('a broadcast that the client did not ask for is told as one', (t) => {
  const told = (message: { ciaddr?: string; flags?: number; giaddr?: string }, leased = '10.10.10.100') => {
    const request = decodeDhcp(inform({ message: { ciaddr: '0.0.0.0', ...message } }));
    return deliveryOf(request, leaseDestination(request, leased === '0.0.0.0' ? 'nak' : 'ack'), leased);
  };
  t.deepEqual(told({}), { delivered: 'broadcast', insteadOfUnicast: true });
  t.deepEqual(told({ flags: 0x8000 }), { delivered: 'broadcast' });
  t.deepEqual(told({}, '0.0.0.0'), { delivered: 'broadcast' }, 'a NAK is for everybody');
  t.deepEqual(told({ ciaddr: '10.10.10.100' }), { delivered: 'client' });
  t.deepEqual(told({ giaddr: '10.10.20.1' }), { delivered: 'relay' }, 'what the relay does with it is the relay’s');
});

test('the journal has it with every answer on the standard ports, and with no other', (t) => {
  const { ask, context } = fullServer();
  ask('discover');
  ask('request', { requested: '10.10.10.100', server: serverAddress, message: { flags: 0x8000 } });
  ask('request', { message: { ciaddr: '10.10.10.100' } });
  ask('inform', { message: { ciaddr: '10.10.10.100' } });
  t.deepEqual(
    eventsOf(context.journal, 'dhcp.reply').map(({ delivered, insteadOfUnicast }) => [delivered, insteadOfUnicast]),
    [
      ['broadcast', true],
      ['broadcast', undefined],
      ['client', undefined],
      ['client', undefined],
    ],
  );
  const elsewhere = fullServer({}, { answerTo: 'sender' });
  elsewhere.ask('discover');
  t.false('delivered' in (eventsOf(elsewhere.context.journal, 'dhcp.reply')[0] ?? {}));
});
