/** `node time-server.js ADDRESS`: tells November 2014 on UDP 123, and says so on standard output once it listens. */
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import { listenNtp, NtpServer } from '../../harness/servers/ntp/index.js';
import { networkContext } from '../servers/network-context.js';

const address = process.argv[2] ?? '127.0.0.1';
const clock = new ScenarioClock({ start: new Date('2014-11-15T09:00:00Z'), waits: 'real' });
await listenNtp(new NtpServer(networkContext({ clock })), { service: 'ntp', address, port: 123 });
console.log('listening');
