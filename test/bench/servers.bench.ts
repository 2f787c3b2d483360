import type { Socket } from 'node:dgram';
import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DhcpServer, listenDhcp } from '../../harness/servers/dhcp/index.js';
import { DnsServer, listenDnsUdp } from '../../harness/servers/dns/index.js';
import { bindUdp } from '../../harness/servers/sockets/index.js';
import { createWebServer, listenHttp } from '../../harness/servers/web/index.js';
import { testContext } from '../servers/deployment.js';
import type { Benchmark, Rounds } from './benchmark.js';

const DATAGRAMS = 3_000;
const IN_FLIGHT = 32;
const REQUESTS = 600;
const anyPort = (service: string) => ({ service, address: '127.0.0.1', port: 0 });

/** Send one datagram again and again, a few at a time, until all are answered. */
async function volley(socket: Socket, bytes: Buffer, port: number): Promise<number> {
  let sent = 0;
  let answered = 0;
  const send = () => {
    sent++;
    socket.send(bytes, port, '127.0.0.1');
  };
  await new Promise<void>((resolve) => {
    const heard = () => {
      if (++answered === DATAGRAMS) {
        socket.off('message', heard);
        resolve();
      } else if (sent < DATAGRAMS) send();
    };
    socket.on('message', heard);
    for (let count = 0; count < IN_FLIGHT; count++) send();
  });
  return DATAGRAMS;
}

/** Ours against an echo that answers as many bytes. */
async function udpRounds(
  request: Buffer,
  listen: () => Promise<{ port: number; close(): Promise<void> }>,
): Promise<Rounds> {
  const server = await listen();
  const client = await bindUdp(anyPort('client'));
  const [reply] = await Promise.all([once(client, 'message'), client.send(request, server.port, '127.0.0.1')]);
  const echo = await bindUdp(anyPort('echo'));
  const answer = Buffer.alloc((reply[0] as Buffer).length, 1);
  echo.on('message', (_bytes, from) => echo.send(answer, from.port, from.address));
  return {
    ours: () => volley(client, request, server.port),
    theirs: () => volley(client, request, echo.address().port),
    close: async () => {
      await server.close();
      client.close();
      echo.close();
    },
  };
}

const inform = (() => {
  const header = Buffer.alloc(236);
  header.set([1, 1, 6, 0, 1, 2, 3, 4]);
  header.set([127, 0, 0, 1], 12);
  header.set([0, 4, 0xf2, 0xaa, 0xbb, 0xcc], 28);
  return Buffer.concat([header, Buffer.from('638253633501083c0c4d532d55432d436c69656e7437022b78ff', 'hex')]);
})();
const srv = Buffer.from(
  '12340100000100000000000010 5f736970696e7465726e616c746c73 04 5f746370 07 636f6e746f736f 03 636f6d 00 0021 0001'.replaceAll(
    ' ',
    '',
  ),
  'hex',
);

async function requests(port: number, path: string, agent: Agent): Promise<number> {
  for (let count = 0; count < REQUESTS; count++) {
    const request = get({ host: '127.0.0.1', port, path, agent });
    const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream];
    response.resume();
    await once(response, 'end');
  }
  return REQUESTS;
}

export const benchmarks: readonly Benchmark[] = [
  {
    name: 'DHCP INFORM answered and recorded',
    peer: 'a bare UDP echo',
    prepare: async () => {
      const context = await testContext();
      const server = new DhcpServer(context, { serverAddress: '127.0.0.1', answerTo: 'sender', allow: () => true });
      return udpRounds(inform, () => listenDhcp(server, anyPort('dhcp'), { broadcast: false, clock: context.clock }));
    },
  },
  {
    name: 'DNS SRV answered and recorded',
    peer: 'a bare UDP echo',
    prepare: async () => {
      const server = new DnsServer(await testContext());
      return udpRounds(srv, () => listenDnsUdp(server, anyPort('dns')));
    },
  },
  {
    name: 'root chain over http, recorded',
    peer: 'a bare http.createServer with the same bytes',
    prepare: async () => {
      const context = await testContext();
      const web = await createWebServer(context);
      const listener = await listenHttp(web, anyPort('web-http'), 'web-http');
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const body = Buffer.alloc(1_200, 1);
      const bare = createServer((_request, response) => response.end(body)).listen(0, '127.0.0.1');
      await once(bare, 'listening');
      return {
        ours: () => requests(listener.port, '/CertProv/CertProvisioningService.svc', agent),
        theirs: () => requests((bare.address() as AddressInfo).port, '/', agent),
        close: async () => {
          agent.destroy();
          await listener.close();
          web.close();
          bare.close();
        },
      };
    },
  },
];
