/** `node dns-server.js PORT JOURNAL`: the name server in a process of its own, its journal written to a file. */
import { writeJournal } from '../../harness/journal/index.js';
import { DnsServer, listenDnsUdp } from '../../harness/servers/dns/index.js';
import { networkContext } from '../servers/network-context.js';

const [port = '0', file = '/dev/null'] = process.argv.slice(2);
const context = networkContext();
writeJournal(context.journal, file);
await listenDnsUdp(new DnsServer(context), { service: 'dns', address: '127.0.0.1', port: Number(port) });
console.log('listening');
