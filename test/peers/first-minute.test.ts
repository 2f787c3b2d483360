import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { readJournal } from '../../harness/journal/index.js';
import { finished, mockLync, type ServedProcess, serve } from '../cli/served.js';
import { type DhcpHost, type DhcpNetwork, labAddress } from './dhcp-network.js';
import { networkTest } from './namespace-test.js';
import { PeerProcess } from './peer-process.js';
import { temporaryFolder } from './tls-ports.js';

const run = promisify(execFile);

/** The lab is the only server on its segment, with the public CA that old firmware does not know. */
const scenario = `
id: test/first-minute
summary: Everything from power-on to signed in, and the story of the CA that old firmware does not know.
source: test
clock: 2014-11-15T09:00:00Z
deployment:
  sipDomain: contoso.test
  certificates: { default: { profile: digicert-global-2014 } }
  dhcp:
    mode: full
    scopes:
      - { subnet: 10.77.0.0/24, from: 10.77.0.100, to: 10.77.0.199, router: 10.77.0.1 }
phone: { model: CX600, firmware: 4.0.7577.4366, signIn: usb, user: jeff }
expect: { outcome: sign-in-failed }
`;

interface Lab extends ServedProcess {
  readonly folder: string;
  readonly readyFile: string;
  readonly keyLog: string;
  readonly passwordFile: string;
}

async function lab(t: ExecutionContext, network: DhcpNetwork): Promise<Lab> {
  const { path: folder } = temporaryFolder(t);
  const file = join(folder, 'scenario.yaml');
  const keyLog = join(folder, 'keys.log');
  const passwordFile = join(folder, 'password');
  const readyFile = join(folder, 'ready.json');
  writeFileSync(file, scenario);
  const args = [file, '--address', labAddress, '--yes-lab', '--dhcp', 'full', '--output', folder, '--key-log', keyLog];
  const served = await serve(args, network.lab.prefix);
  t.teardown(() => served.process.kill('SIGKILL'));
  writeFileSync(readyFile, JSON.stringify(served.ready));
  writeFileSync(passwordFile, 'Pa55word-jeff');
  return { ...served, folder, readyFile, keyLog, passwordFile };
}

/** A phone out of the box at the end of a cable: no address, nothing but what a person types. */
async function phone(host: DhcpHost, ...typed: string[]) {
  const args = ['phone', '--interface', host.device, '--firmware', '4.0.7577.4366', '--json', ...typed];
  const { code, stderr, stdout } = await finished(mockLync(args, host.prefix));
  host.exec('ip', 'addr', 'flush', 'dev', host.device);
  return { code, stderr, state: JSON.parse(stdout || '{}') as Record<string, unknown> };
}

const byPin = ['--sign-in', 'pin', '--number', '1002', '--pin', '24680'];
/** With what it keeps without power in a file, so that the next process is the same phone, restarted. */
const overUsb = ({ folder, passwordFile }: Lab) => [
  ...['--state', join(folder, 'phone.json')],
  ...['--sign-in', 'usb', '--user', 'jeff', '--domain', 'contoso.test', '--sip-address', 'jeff@contoso.test'],
  ...['--password-file', passwordFile],
];

/** `mock-lync directory …` on the lab's own host. */
async function directory({ lab: { prefix } }: DhcpNetwork, { readyFile }: Lab, ...args: string[]): Promise<string> {
  const { code, stderr, stdout } = await finished(mockLync(['directory', ...args, '--endpoints', readyFile], prefix));
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

/** What the Front End presents, leaf first, as an administrator sees it with openssl; PEM. */
function presented({ lab: { exec } }: DhcpNetwork, openssl: string): string[] {
  const shown = exec('sh', '-c', `${openssl} s_client -connect ${labAddress}:5061 -showcerts </dev/null 2>/dev/null`);
  return shown.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/g) ?? [];
}

const programs = ['openssl', 'tcpdump', 'tshark'];

networkTest(
  test,
  programs,
  'from no address to signed in, by PIN and over USB, and the CA that old firmware does not know',
  async (t, network, { openssl = '', tcpdump = '', tshark = '' }) => {
    const served = await lab(t, network);
    const file = join(served.folder, 'first-minute.pcap');
    const [ip = 'ip', ...inLab] = network.lab.prefix;
    const capture = new PeerProcess(t, ip, [...inLab, tcpdump, '-i', 'any', '-U', '-w', file, '-Z', 'root']);
    await capture.saw(/listening on/);

    const refused = await phone(network.near, ...overUsb(served));
    t.is(refused.code, 1);
    t.like(refused.state, { outcome: 'sign-in-failed', deliveredAnchors: [] });
    t.like(refused.state.failure, { verdict: { reason: 'untrusted-root' } });

    // What the administrator does: certutil -f -dspublish of the root, then of the issuing CA.
    const { rootCertificate } = served.ready.files;
    if (typeof rootCertificate !== 'string') return t.fail('the ready line names no root certificate');
    const [, ...authorities] = presented(network, openssl);
    t.true(authorities.length > 0);
    const issuing = join(served.folder, 'issuing.pem');
    writeFileSync(issuing, authorities.join(''));
    t.regex(await directory(network, served, 'publish', rootCertificate, 'RootCA'), /CN=AIA,/);
    t.regex(await directory(network, served, 'publish', issuing, 'SubCA'), /CN=AIA,/);

    const cured = await phone(network.near, ...overUsb(served));
    t.is(cured.code, 0, cured.stderr);
    t.like(cured.state, { outcome: 'signed-in', sipAddress: 'jeff@contoso.test' });
    t.is((cured.state.deliveredAnchors as string[]).length, 1);

    const pin = await phone(network.near, ...byPin);
    t.is(pin.code, 0, pin.stderr);
    t.like(pin.state, { outcome: 'signed-in', sipAddress: 'jeff@contoso.test' });

    await capture.stop();
    await served.stop();
    const marks = ['-Y', '_ws.malformed || _ws.expert.severity == "Error"', '-o', `tls.keylog_file:${served.keyLog}`];
    const { stdout } = await run(tshark, ['-n', '-r', file, ...marks], { maxBuffer: 10_000_000 });
    t.is(stdout, '');
    const seen = new Set(
      (
        await run(
          tshark,
          ['-n', '-r', file, '-T', 'fields', '-e', 'frame.protocols', '-o', `tls.keylog_file:${served.keyLog}`],
          { maxBuffer: 10_000_000 },
        )
      ).stdout.split(/[:\s]+/),
    );
    t.deepEqual(
      ['dhcp', 'dns', 'ntp', 'ldap', 'tls', 'http', 'sip'].filter((protocol) => !seen.has(protocol)),
      [],
    );

    const events = readJournal(join(served.folder, 'journal.jsonl'));
    const leased = events.filter(({ type }) => type === 'dhcp.reply').length;
    t.true(leased > 0);
    // Over USB once with the password and once with the certificate it got; by PIN with the certificate alone.
    t.is(events.filter(({ type }) => type === 'front-end.signed-in').length, 3);
    t.true(events.some(({ type }) => type === 'ldap.certificates'));
    t.true(events.some(({ type }) => type === 'root-chain.served'));
  },
);
