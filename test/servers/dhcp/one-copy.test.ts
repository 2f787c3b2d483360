import { setImmediate as turn } from 'node:timers/promises';
import test from 'ava';
import { OneCopy } from '../../../harness/servers/dhcp/one-copy.js';

const from = { address: '10.10.20.51', port: 68 };
const datagram = Buffer.from('same bytes');

test('the copy on the other socket is told, on either side', (t) => {
  const copies = new OneCopy();
  t.true(copies.first('broadcast', datagram, from));
  t.false(copies.first('own-address', datagram, from));
  t.true(copies.first('own-address', datagram, from));
  t.false(copies.first('broadcast', datagram, from));
});

test('another sender, other bytes and the same socket are no copies', (t) => {
  const copies = new OneCopy();
  t.true(copies.first('broadcast', datagram, from));
  t.true(copies.first('broadcast', datagram, from));
  t.true(copies.first('own-address', datagram, { ...from, port: 69 }));
  t.true(copies.first('own-address', Buffer.from('other bytes'), from));
});

test('a retransmission that comes later is answered', async (t) => {
  const copies = new OneCopy();
  t.true(copies.first('broadcast', datagram, from));
  await turn();
  t.true(copies.first('own-address', datagram, from));
});
