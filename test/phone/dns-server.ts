import type { ExecutionContext } from 'ava';
import { type Answer, decode, encode } from 'dns-packet';
import { tcpServer, udpServer } from './bench.js';

/** Records by `name type`; what is not listed is NXDOMAIN. */
export type Zone = Readonly<Record<string, readonly Answer[]>>;

export const a = (name: string, data: string): Answer => ({ type: 'A', name, data, ttl: 60 });
export const srv = (name: string, target: string, port: number, priority = 0): Answer => ({
  type: 'SRV',
  name,
  ttl: 60,
  data: { priority, weight: 0, port, target },
});

const NXDOMAIN = 3;
const AUTHORITATIVE = 0x0400;

export function dnsReply(query: Buffer, zone: Zone, extraFlags = 0): Buffer {
  const { id, questions } = decode(query);
  const [question] = questions ?? [];
  const answers = zone[`${question?.name} ${question?.type}`];
  return encode({
    type: 'response',
    id: id ?? 0,
    flags: AUTHORITATIVE | extraFlags | (answers ? 0 : NXDOMAIN),
    questions: questions ?? [],
    answers: [...(answers ?? [])],
  });
}

/** A DNS server at the standard address 10.0.0.53, and the dial table that leads there. */
export async function dnsServer(
  t: ExecutionContext,
  zone: Zone,
  over: { udp?: (query: Buffer) => readonly Buffer[]; tcp?: (query: Buffer) => Buffer } = {},
) {
  const asked: string[] = [];
  const note = (query: Buffer, transport: string) => {
    const [question] = decode(query).questions ?? [];
    asked.push(`${transport} ${question?.name} ${question?.type}`);
  };
  const udp = await udpServer(t, (query, reply) => {
    note(query, 'udp');
    for (const answer of over.udp?.(query) ?? [dnsReply(query, zone)]) reply(answer);
  });
  const tcp = await tcpServer(t, (socket) => {
    socket.once('data', (framed) => {
      const query = framed.subarray(2);
      note(query, 'tcp');
      const answer = over.tcp?.(query) ?? dnsReply(query, zone);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(answer.length);
      // In two pieces, as a network may deliver it.
      socket.write(length.subarray(0, 1));
      setImmediate(() => socket.write(Buffer.concat([length.subarray(1), answer])));
    });
  });
  const dial = { 'udp 10.0.0.53:53': `127.0.0.1:${udp}`, 'tcp 10.0.0.53:53': `127.0.0.1:${tcp}` };
  return { asked, dial };
}
