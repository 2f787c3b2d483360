import type { Duplex } from 'node:stream';
import type { Benchmark, Rounds } from './benchmark.js';
import { ask, BenchPhone, type BenchUser, tlsTo } from './front-end-cpu/bench-phone.js';
import type { ServerWish } from './front-end-cpu/measured-servers.js';
import { ServerProcess } from './front-end-cpu/server-process.js';

/** Phones that refresh at once, each waiting for its answer. */
const PHONES = 32;
const REFRESHES = 6_400;
/** Refreshes before anything is measured: enough for the compiler to have done with what a refresh runs through. */
const WARM_UP = 64_000;
const nobody: Omit<ServerWish, 'kind'> = { scheme: 'TLS-DSK', phones: 0, journal: false };

/** Every one of `count` things, a few at a time. */
async function each<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const next = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, next));
}

interface Registered {
  readonly phone: BenchPhone;
  readonly stream: Duplex;
}

async function registered(port: number, users: readonly BenchUser[], connect = tlsTo): Promise<Registered[]> {
  const all: Registered[] = [];
  await each(users, 8, async (user) => {
    const stream = await connect(port);
    const phone = new BenchPhone(stream, user);
    await phone.register();
    all.push({ phone, stream });
  });
  return all;
}

/** Every phone refreshes, one request after the other. */
async function refreshes(phones: readonly Registered[], count = REFRESHES): Promise<number> {
  const turns = Math.ceil(count / phones.length);
  const work = async ({ phone, stream }: Registered) => {
    for (let i = 0; i < turns; i++) {
      const answer = await ask(stream, phone.refresh());
      if (!answer.subarray(0, 11).equals(OK)) throw new Error(answer.toString());
    }
  };
  await Promise.all(phones.map(work));
  return turns * phones.length;
}

const OK = Buffer.from('SIP/2.0 200');

/** The same bytes there and back. */
async function echoes(streams: readonly Duplex[], phone: BenchPhone, count = REFRESHES): Promise<number> {
  const turns = Math.ceil(count / streams.length);
  const work = async (stream: Duplex) => {
    for (let i = 0; i < turns; i++) await ask(stream, phone.refresh());
  };
  await Promise.all(streams.map(work));
  return turns * streams.length;
}

async function beside(wish: ServerWish): Promise<Rounds> {
  const ours = await ServerProcess.start(wish);
  const theirs = await ServerProcess.start({ ...nobody, kind: 'echo' });
  const phones = await registered(ours.port, ours.users);
  const [some] = phones;
  if (!some) throw new Error('no phone registered');
  const streams = await Promise.all(Array.from({ length: PHONES }, () => tlsTo(theirs.port)));
  await refreshes(phones, WARM_UP);
  await echoes(streams, some.phone, WARM_UP);
  return {
    ours: () => ours.measure(() => refreshes(phones)),
    theirs: () => theirs.measure(() => echoes(streams, some.phone)),
    close: async () => {
      for (const { stream } of phones) stream.destroy();
      for (const stream of streams) stream.destroy();
      await ours.close();
      await theirs.close();
    },
  };
}

function refreshing(scheme: ServerWish['scheme'], journal: boolean): Benchmark {
  return {
    name: `signed REGISTER refreshes with ${scheme}, journal ${journal ? 'on' : 'off'}, server CPU`,
    peer: 'a bare node:tls echo of the same bytes',
    prepare: () => beside({ kind: 'front-end', scheme, phones: PHONES, journal }),
  };
}

export const benchmarks: readonly Benchmark[] = [
  refreshing('TLS-DSK', false),
  refreshing('TLS-DSK', true),
  refreshing('NTLM', false),
  refreshing('NTLM', true),
];
