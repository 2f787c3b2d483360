import fc from 'fast-check';
import { DhcpServer } from '../../harness/servers/dhcp/index.js';
import { DnsServer } from '../../harness/servers/dns/index.js';
import { NtpServer } from '../../harness/servers/ntp/index.js';
import { decodeDhcp } from '../../harness/wire/dhcp/index.js';
import { networkContext } from '../servers/network-context.js';
import type { FuzzTarget } from './target.js';

const from = { address: '10.10.20.51', port: 68 };
const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));

/** Random options behind good fixed fields, so that most inputs get past the first check. */
const dhcpMessage = fc
  .tuple(
    fc.uint8Array({ minLength: 16, maxLength: 16 }),
    fc.array(fc.tuple(fc.integer({ min: 1, max: 254 }), bytes(255)), { maxLength: 5 }),
    bytes(8),
  )
  .map(([addresses, options, tail]) => {
    const fixed = Buffer.alloc(240);
    fixed.set([1, 1, 6, 0], 0);
    fixed.set(addresses, 12);
    fixed.writeUInt32BE(0x63825363, 236);
    const encoded = options.map(([code, data]) => Buffer.concat([Buffer.from([code, data.length]), data]));
    return Buffer.concat([fixed, Buffer.from([53, 1, 8]), ...encoded, tail]);
  });

/** A random body behind a header with small counts. */
const dnsMessage = fc
  .tuple(fc.nat(0xffff), fc.tuple(fc.nat(2), fc.nat(1), fc.nat(1), fc.nat(3)), bytes(600))
  .map(([flags, counts, body]) => {
    const header = Buffer.alloc(12);
    header.writeUInt16BE(flags & 0x7fff, 2);
    counts.forEach((count, i) => {
      header.writeUInt16BE(count, 4 + 2 * i);
    });
    return Buffer.concat([header, body]);
  });

export const targets: FuzzTarget[] = [
  {
    name: 'whatever a DHCP client sends is answered with a readable acknowledgement or not at all',
    property: fc.property(fc.oneof(bytes(1600), dhcpMessage), (request) => {
      const server = new DhcpServer(networkContext(), {
        serverAddress: '10.10.10.5',
        answerTo: 'rfc',
        allow: () => true,
      });
      for (const reply of server.handle(request, from)) {
        if (decodeDhcp(reply.bytes).op !== 2) throw new Error('not a reply');
      }
    }),
  },
  {
    name: 'whatever arrives for the name server is answered with a response of the same id or not at all',
    property: fc.property(fc.oneof(bytes(5000), dnsMessage), fc.constantFrom('udp', 'tcp'), (request, transport) => {
      const response = new DnsServer(networkContext()).handle(request, transport, from);
      if (!response) return;
      if (response.readUInt16BE(0) !== request.readUInt16BE(0)) throw new Error('another id');
      if ((response.readUInt16BE(2) & 0x8000) === 0) throw new Error('not a response');
      if (transport === 'udp' && response.length > 1232) throw new Error('too long for UDP');
    }),
  },
  {
    name: 'whatever arrives for the time server is answered with its own transmit time or not at all',
    property: fc.property(bytes(1100), (request) => {
      const answer = new NtpServer(networkContext()).handle(request, from);
      if (answer && !answer.subarray(24, 32).equals(request.subarray(40, 48))) throw new Error('another originate');
    }),
  },
];
