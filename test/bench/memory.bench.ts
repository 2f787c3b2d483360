import type { Duplex } from 'node:stream';
import type { Measurement } from './benchmark.js';
import { BenchPhone, tlsTo } from './front-end-cpu/bench-phone.js';
import { ServerProcess } from './front-end-cpu/server-process.js';

const PHONES = 10_000;
/** Sign-ins under way at once. */
const AT_ONCE = 16;
const MEBIBYTE = 1024 * 1024;

/** What a Front End holds for phones that are registered over TLS and silent, in a process of its own. */
async function registeredPhones(): Promise<string> {
  const server = await ServerProcess.start({ kind: 'front-end', scheme: 'NTLM', phones: PHONES, journal: false });
  const streams: Duplex[] = [];
  try {
    const before = await server.memory();
    const queue = [...server.users];
    const next = async () => {
      for (let user = queue.pop(); user !== undefined; user = queue.pop()) {
        const stream = await tlsTo(server.port);
        streams.push(stream);
        await new BenchPhone(stream, user).register();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    const after = await server.memory();
    const each = (part: 'heapUsed' | 'external' | 'rss') => Math.round((after[part] - before[part]) / PHONES / 1024);
    const whole = `${Math.round(after.rss / MEBIBYTE)} MiB resident in all`;
    return `${whole}; a phone ${each('rss')} KiB resident, ${each('heapUsed')} KiB of heap, ${each('external')} KiB beside it`;
  } finally {
    for (const stream of streams) stream.destroy();
    await server.close();
  }
}

export const measurements: readonly Measurement[] = [
  { name: `memory of a Front End with ${PHONES} registered phones`, measure: registeredPhones },
];
