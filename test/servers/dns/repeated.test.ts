import test from 'ava';
import { decode, encode, type OptAnswer } from 'dns-packet';
import { DnsServer } from '../../../harness/servers/dns/index.js';
import { networkContext } from '../network-context.js';

const service = '_sipinternaltls._tcp.contoso.com';
const from = { address: '127.0.0.1' };

interface Asked {
  readonly id: number;
  readonly name?: string;
  readonly recursion?: boolean;
  /** EDNS with this payload size. */
  readonly size?: number;
}

function query({ id, name = service, recursion = false, size }: Asked): Buffer {
  const option: OptAnswer = {
    type: 'OPT',
    name: '.',
    udpPayloadSize: size ?? 0,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [],
  };
  return Buffer.from(
    encode({
      type: 'query',
      id,
      flags: recursion ? 0x100 : 0,
      questions: [{ type: 'SRV', name }],
      ...(size !== undefined && { additionals: [option] }),
    }),
  );
}

test('an answer that is given again has the number, the question and the flags of its own query', (t) => {
  const server = new DnsServer(networkContext());
  const all: Asked[] = [
    { id: 1 },
    { id: 2, recursion: true },
    { id: 3, size: 1232 },
    { id: 4, name: service.toUpperCase() },
    { id: 5, recursion: true, size: 600 },
    { id: 6 },
  ];
  for (const asked of [...all, ...all.map((one) => ({ ...one, id: one.id + 100 }))]) {
    const bytes = query(asked);
    const response = server.handle(bytes, 'udp', from);
    const alone = new DnsServer(networkContext()).handle(bytes, 'udp', from);
    t.deepEqual(response, alone, `query ${asked.id} is answered as if nobody had asked before`);
    const packet = decode(response ?? Buffer.alloc(0));
    t.is(packet.id, asked.id);
    t.is(packet.questions?.[0]?.name, asked.name ?? service);
    t.is(((packet.flags ?? 0) & 0x100) !== 0, asked.recursion ?? false);
    t.is(
      packet.additionals?.some(({ type }) => type === 'OPT'),
      asked.size !== undefined,
    );
    t.is(packet.answers?.length, 1);
  }
});

test('clients that differ in what they take get what fits them, however many there were', (t) => {
  const server = new DnsServer(networkContext());
  for (let size = 512; size < 700; size++) server.handle(query({ id: size, size }), 'udp', from);
  const bytes = query({ id: 7, size: 512 });
  t.deepEqual(server.handle(bytes, 'udp', from), new DnsServer(networkContext()).handle(bytes, 'udp', from));
});
