/** A TLS server in a process of its own, so that its CPU time is nobody else's: `child.js KIND`, spoken to by messages. */
import { serveBulk } from './bulk.js';
import { type PemIdentity, type ServerKind, serverKinds } from './server-kinds.js';

const kind = process.argv[2] as ServerKind;

process.on('message', async (asked: PemIdentity | 'cpu') => {
  if (asked === 'cpu') {
    const { user, system } = process.cpuUsage();
    process.send?.((user + system) / 1000);
  } else process.send?.(await serverKinds[kind](asked, serveBulk));
});
process.on('disconnect', () => process.exit());
