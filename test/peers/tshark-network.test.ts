import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { DhcpServer } from '../../harness/servers/dhcp/index.js';
import { NtpServer } from '../../harness/servers/ntp/index.js';
import { inform, phoneAddress } from '../servers/dhcp/messages.js';
import { ask, dnsServer, query, words } from '../servers/dns/queries.js';
import { networkContext } from '../servers/network-context.js';
import { peerTest } from './program.js';

const run = promisify(execFile);
const programs = ['tshark', 'text2pcap'];

interface Sent {
  /** As text2pcap takes it: `-u 67,68`. */
  readonly ports: readonly [string, string];
  readonly payloads: readonly Buffer[];
}

/** What tshark shows of the payloads, in full. */
async function dissect(t: ExecutionContext, paths: Readonly<Record<string, string>>, sent: Sent): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mock-lync-tshark-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const dump = join(folder, 'dump.txt');
  const capture = join(folder, 'capture.pcap');
  await writeFile(dump, sent.payloads.map(hexDump).join('\n'));
  const { text2pcap = '', tshark = '' } = paths;
  await run(text2pcap, ['-q', '-4', `10.10.10.5,${phoneAddress}`, ...sent.ports, dump, capture]);
  const { stdout } = await run(tshark, ['-n', '-V', '-r', capture], { maxBuffer: 10_000_000 });
  return stdout;
}

function hexDump(payload: Buffer): string {
  const lines: string[] = [];
  for (let at = 0; at < payload.length; at += 16) {
    const bytes = [...payload.subarray(at, at + 16)].map((byte) => byte.toString(16).padStart(2, '0'));
    lines.push(`${at.toString(16).padStart(6, '0')} ${bytes.join(' ')}`);
  }
  return `${lines.join('\n')}\n`;
}

const malformed = /malformed|\[Expert Info \((Error|Warning)/i;

function acknowledgement(): Buffer {
  const server = new DhcpServer(networkContext(), {
    serverAddress: '10.10.10.5',
    answerTo: 'rfc',
    allow: () => true,
    subnetMask: '255.255.255.0',
    router: '10.10.20.1',
  });
  const asked = inform({
    asked: [1, 3, 6, 15, 42, 43, 120],
    more: [{ code: 61, data: Buffer.from('010004f2aabbcc', 'hex') }],
  });
  return server.handle(asked, { address: phoneAddress, port: 68 })[0]?.bytes ?? Buffer.alloc(0);
}

peerTest(test, programs, 'tshark reads the DHCP acknowledgement without complaint', async (t, paths) => {
  const shown = await dissect(t, paths, { ports: ['-u', '67,68'], payloads: [acknowledgement()] });
  t.notRegex(shown, malformed);
  t.regex(shown, /DHCP: ACK \(5\)/);
  t.regex(shown, /Option: \(120\) SIP Servers/);
  t.regex(shown, /SIP Server Name: pool01\.contoso\.com/);
  t.regex(shown, /Option: \(43\) Vendor-Specific Information/);
  t.regex(shown, /Domain Name: corp\.contoso\.com/);
});

peerTest(test, programs, 'tshark does complain about an acknowledgement that was cut', async (t, paths) => {
  const bytes = acknowledgement();
  const cut = bytes.subarray(0, bytes.lastIndexOf('CertProv'));
  const shown = await dissect(t, paths, { ports: ['-u', '67,68'], payloads: [cut] });
  t.regex(shown, malformed);
});

peerTest(test, programs, 'tshark reads every kind of name answer without complaint', async (t, paths) => {
  const { dns } = dnsServer();
  const queries = [
    query('_sipinternaltls._tcp.contoso.com', 'SRV', { udpPayloadSize: 4096 }),
    query('sip.contoso.com'),
    query('sip.contoso.com', 'AAAA'),
    query('nobody.contoso.com'),
    query('contoso.com', 'ANY'),
    query('contoso.com', 'A', { udpPayloadSize: 512, ednsVersion: 7 }),
    query('contoso.com', 'SOA', { flags: 0x2800 }),
  ];
  const payloads = queries.map((asked) => ask(dns, asked).bytes);
  const shown = await dissect(t, paths, { ports: ['-u', '53,40000'], payloads });
  t.notRegex(shown, malformed);
  t.is(shown.match(/Domain Name System \(response\)/g)?.length, payloads.length);
  t.regex(
    shown,
    /_sipinternaltls\._tcp\.contoso\.com: type SRV, class IN, priority 0, weight 0, port 5061, target sip/,
  );
  t.regex(shown, /No such name/);

  const [first = Buffer.alloc(0)] = payloads;
  const stream = await dissect(t, paths, {
    ports: ['-T', '53,40000'],
    payloads: [Buffer.concat([words(first.length), first])],
  });
  t.notRegex(stream, malformed);
  t.regex(stream, /Domain Name System \(response\)/);
});

peerTest(test, programs, 'tshark reads the time without complaint', async (t, paths) => {
  const request = Buffer.alloc(48);
  request[0] = 0x1b;
  request.writeUInt32BE(0xd6c19040, 40);
  const answer = new NtpServer(networkContext()).handle(request, { address: phoneAddress }) ?? Buffer.alloc(0);
  const shown = await dissect(t, paths, { ports: ['-u', '123,40000'], payloads: [answer] });
  t.notRegex(shown, malformed);
  t.regex(shown, /Peer Clock Stratum: secondary reference \(2\)/);
  t.regex(shown, /Reference ID: 10\.10\.10\.5/);
  t.regex(shown, /Transmit Timestamp: Mar {2}5, 2014 12:00:00/);
});
