import test from 'ava';
import { leaseDestination } from '../../../harness/servers/dhcp/destination.js';
import { decodeDhcp } from '../../../harness/wire/dhcp/index.js';
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
