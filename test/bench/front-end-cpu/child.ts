/** A server in a process of its own, so that its CPU time and memory are nobody else's; spoken to by messages. */
import { measuredServers, type ServerWish } from './measured-servers.js';

process.on('message', async (asked: ServerWish | 'cpu' | 'memory') => {
  if (asked === 'cpu') {
    const { user, system } = process.cpuUsage();
    process.send?.((user + system) / 1000);
  } else if (asked === 'memory') {
    globalThis.gc?.();
    globalThis.gc?.();
    process.send?.(process.memoryUsage());
  } else process.send?.(await measuredServers[asked.kind](asked));
});
process.on('disconnect', () => process.exit());
