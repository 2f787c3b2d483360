import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { DnsServer, listenDnsTcp, listenDnsUdp } from '../../harness/servers/dns/index.js';
import { networkContext } from '../servers/network-context.js';
import { dnsperf, perfQuestions } from './dnsperf.js';
import { peerTest } from './program.js';

for (const tcp of [false, true]) {
  const name = `dnsperf over ${tcp ? 'TCP' : 'UDP'} loses nothing and gets the codes it should`;
  peerTest(test, ['dnsperf'], name, async (t, { dnsperf: path = '' }) => {
    const folder = mkdtempSync(join(tmpdir(), 'mock-lync-dnsperf-'));
    t.teardown(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'questions');
    writeFileSync(file, `${perfQuestions.join('\n')}\n`);
    const place = { service: 'dns', address: '127.0.0.1', port: 0 };
    const server = new DnsServer(networkContext());
    // Connections of a measurement may carry more questions than those of a phone.
    const limits = { queries: 1_000_000 };
    const listener = tcp ? await listenDnsTcp(server, place, limits) : await listenDnsUdp(server, place);
    t.teardown(() => listener.close());
    const result = await dnsperf(path, listener.port, file, { rounds: 100, tcp });
    t.log(`${Math.round(result.perSecond)} answers a second`);
    t.is(result.completed, 400);
    t.is(result.lost, 0);
    t.is(result.codes, 'NOERROR 300 (75.00%), NXDOMAIN 100 (25.00%)');
  });
}
