import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setImmediate as roundEnds } from 'node:timers/promises';
import test from 'ava';
import { bindUdp, Replies } from '../../harness/servers/sockets/index.js';

const place = { service: 'dns', address: '127.0.0.1', port: 0 } as const;

/** A client's socket, bound. */
async function listening(): Promise<Socket> {
  const client = createSocket('udp4');
  client.bind(0, '127.0.0.1');
  await once(client, 'listening');
  return client;
}

test('answers leave in their order when the round ends', async (t) => {
  const socket = await bindUdp(place);
  const client = await listening();
  const heard: string[] = [];
  const whole = new Promise<void>((resolve) => {
    client.on('message', (bytes) => {
      if (heard.push(bytes.toString()) === 3) resolve();
    });
  });
  const { port } = client.address();
  let left = 0;
  const send = socket.send.bind(socket) as (bytes: Buffer, port: number, address: string) => void;
  socket.send = ((bytes: Buffer, to: number, address: string) => {
    left++;
    send(bytes, to, address);
  }) as typeof socket.send;
  const replies = new Replies(socket);
  for (const word of ['one', 'two']) replies.add(Buffer.from(word), port, '127.0.0.1');
  await new Promise<void>((resolve) => process.nextTick(resolve));
  t.is(left, 0, 'nothing leaves within the turn');
  await roundEnds();
  t.is(left, 2);
  replies.add(Buffer.from('three'), port, '127.0.0.1');
  await whole;
  t.deepEqual(heard, ['one', 'two', 'three']);
  client.close();
  await replies.close();
});

test('what still waits when the socket closes leaves before', async (t) => {
  const socket = await bindUdp(place);
  const client = await listening();
  const heard = once(client, 'message');
  const replies = new Replies(socket);
  replies.add(Buffer.from('last'), client.address().port, '127.0.0.1');
  await replies.close();
  const [bytes] = (await heard) as [Buffer];
  t.is(bytes.toString(), 'last');
  client.close();
});

test('an answer that comes too late, or goes to port 0, takes nothing with it', async (t) => {
  const socket = await bindUdp(place);
  const client = await listening();
  const heard = once(client, 'message');
  const replies = new Replies(socket);
  const { port } = client.address();
  replies.add(Buffer.from('to nobody'), 0, '127.0.0.1');
  replies.add(Buffer.from('to the client'), port, '127.0.0.1');
  const [bytes] = (await heard) as [Buffer];
  t.is(bytes.toString(), 'to the client');
  await replies.close();
  replies.add(Buffer.from('too late'), port, '127.0.0.1');
  // Thrown in a turn of its own, it would end the process.
  await roundEnds();
  t.pass();
  client.close();
});
