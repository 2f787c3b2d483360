import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { readJournal } from '../../harness/journal/index.js';
import { finished, mockLync, serve } from '../cli/served.js';
import { dhclient, dhcpcdInform, udhcpc } from './dhcp-clients.js';
import { type DhcpNetwork, labAddress, leasesOfBothSubnets } from './dhcp-network.js';
import { networkTest } from './namespace-test.js';
import { PeerProcess } from './peer-process.js';
import { temporaryFolder } from './tls-ports.js';

const option43 =
  '010c4d532d55432d436c69656e74020568747470730313' +
  '6c796e637765622e636f6e746f736f2e636f6d04033434330525' +
  '2f4365727450726f762f4365727450726f766973696f6e696e67536572766963652e737663';
const option120 = '0006706f6f6c303107636f6e746f736f03636f6d00';

async function served(t: ExecutionContext, network: DhcpNetwork, ...more: string[]) {
  const { path: folder } = temporaryFolder(t);
  const file = join(folder, 'scenario.yaml');
  writeFileSync(file, leasesOfBothSubnets);
  const args = [file, '--address', labAddress, '--dhcp', 'full', '--output', folder, ...more];
  return { ...(await serve(args, network.lab.prefix)), folder };
}

const programs = ['dhclient', 'udhcpc', 'dhcpcd', 'dhcping', 'nmap', 'perfdhcp', 'dhcrelay', 'tcpdump', 'tshark'];

networkTest(
  test,
  programs,
  'clients nobody here wrote get addresses and byte-exact options, direct and relayed',
  async (t, network, paths) => {
    const { near, far, lab, relay } = network;
    const server = await served(t, network, '--yes-lab');
    const capture = join(server.folder, 'dhcp.pcap');
    const [ipCommand = 'ip', ...inLab] = lab.prefix;
    const tcpdump = new PeerProcess(t, ipCommand, [
      ...[...inLab, paths.tcpdump ?? '', '-i', 'any', '-U', '-w', capture, '-Z', 'root'],
      ...['port', '67', 'or', 'port', '68'],
    ]);
    await tcpdump.saw(/listening on/);
    const [command = 'ip', ...inRelay] = relay.prefix;
    const relaying = new PeerProcess(t, command, [
      ...[...inRelay, paths.dhcrelay ?? '', '-4', '-d', '-a', '-iu', relay.device, '-id', relay.down, labAddress],
    ]);
    await relaying.saw(/Sending on/);

    for (const [host, subnet] of [
      [near, '10.77.0.'],
      [far, '10.78.0.'],
    ] as const) {
      const { path: folder } = temporaryFolder(t);
      const lease = dhclient(paths.dhclient ?? '', host, folder);
      t.true(lease.address.startsWith(subnet), lease.address);
      t.is(lease.option43, option43);
      t.is(lease.option120, option120);
      const small = udhcpc(paths.udhcpc ?? '', host, folder);
      t.true(small.address.startsWith(subnet), small.address);
      t.deepEqual([small.option43, small.sip], [option43, 'pool01.contoso.com']);
      // INFORM needs an address: one that is leased to nobody.
      host.exec('ip', 'addr', 'add', `${subnet}20/24`, 'broadcast', '+', 'dev', host.device);
      host.exec('ip', 'route', 'replace', 'default', 'via', `${subnet}1`);
      t.deepEqual(dhcpcdInform(paths.dhcpcd ?? '', host, folder, `${subnet}20`), { option43, option120 });
    }
    t.regex(
      near.exec(paths.dhcping ?? '', '-i', '-c', '10.77.0.20', '-s', labAddress, '-h', '00:04:f2:00:00:01'),
      /answer/,
    );
    const scanned = near.exec(
      paths.nmap ?? '',
      '-n',
      '--script',
      'broadcast-dhcp-discover',
      '--script-args',
      'broadcast-dhcp-discover.timeout=2',
      '-e',
      near.device,
    );
    t.regex(scanned, /Server Identifier: 10\.77\.0\.1/);
    const rate = near.exec(
      paths.perfdhcp ?? '',
      '-4',
      '-l',
      near.device,
      '-r',
      '50',
      '-n',
      '50',
      '-R',
      '20',
      '-W',
      '1000000',
      labAddress,
    );
    t.deepEqual(
      [...rate.matchAll(/^drops: (\d+)$/gm)].map(([, drops]) => drops),
      ['0', '0'],
    );

    await tcpdump.stop();
    const complaints = near.exec(
      paths.tshark ?? '',
      '-r',
      capture,
      '-Y',
      '_ws.malformed || _ws.expert.severity >= warning',
    );
    t.is(complaints.trim(), '');
    t.true(near.exec(paths.tshark ?? '', '-r', capture, '-Y', 'dhcp').split('\n').length > 200);
    await server.stop();
    const events = readJournal(join(server.folder, 'journal.jsonl'));
    t.true(events.some((event) => event.type === 'dhcp.lease' && event.state === 'released'));
  },
);

networkTest(
  test,
  ['dhcrelay'],
  'the emulated phone leases its address and signs in, direct and through a relay',
  async (t, network, paths) => {
    const { near, far, relay } = network;
    const server = await served(t, network, '--yes-lab');
    const [command = 'ip', ...inRelay] = relay.prefix;
    const relaying = new PeerProcess(t, command, [
      ...[...inRelay, paths.dhcrelay ?? '', '-4', '-d', '-iu', relay.device, '-id', relay.down, labAddress],
    ]);
    await relaying.saw(/Sending on/);
    for (const [host, subnet] of [
      [near, '10.77.0.1'],
      [far, '10.78.0.1'],
    ] as const) {
      const args = ['phone', '--interface', host.device, '--number', '1001', '--pin', '13579', '--json'];
      const phone = await finished(mockLync(args, host.prefix));
      t.is(phone.code, 0, phone.stderr + phone.stdout);
      const state = JSON.parse(phone.stdout) as { outcome: string; address: string };
      t.is(state.outcome, 'signed-in');
      t.true(state.address.startsWith(subnet), state.address);
      t.true(host.exec('ip', '-4', 'addr', 'show', host.device).includes(`${state.address}/24`));
    }
    await server.stop();
  },
);

networkTest(
  test,
  ['kea-dhcp4'],
  'beside Kea: full mode refuses, the phone leases of Kea, and its configuration is ours',
  async (t, network, paths) => {
    const { lab, near } = network;
    const { path: folder } = temporaryFolder(t);
    const made = await finished(
      mockLync([
        'option43',
        'encode',
        '--sip-server',
        'pool01.contoso.com',
        '--web-server',
        'lyncweb.contoso.com',
        '--format',
        'kea',
      ]),
    );
    const conf = join(folder, 'kea.conf');
    const dhcp4 = {
      'interfaces-config': { interfaces: ['near'] },
      'lease-database': { type: 'memfile', persist: false },
      subnet4: [{ subnet: '10.77.0.0/24', pools: [{ pool: '10.77.0.100 - 10.77.0.150' }] }],
      'control-socket': { 'socket-type': 'unix', 'socket-name': join(folder, 'kea.sock') },
      ...(JSON.parse(made.stdout) as object),
    };
    writeFileSync(conf, JSON.stringify({ Dhcp4: dhcp4 }));
    const [command = 'ip', ...inLab] = lab.prefix;
    const kea = new PeerProcess(t, command, [
      ...[...inLab, 'env', `KEA_PIDFILE_DIR=${folder}`, `KEA_LOCKFILE_DIR=none`, paths['kea-dhcp4'] ?? '', '-c', conf],
    ]);
    await kea.saw(/DHCP4_STARTED/);

    const phone = await finished(
      mockLync(['phone', '--interface', near.device, '--number', '1001', '--pin', '13579', '--json'], near.prefix),
    );
    const state = JSON.parse(phone.stdout) as {
      lease?: { server: string };
      address: string;
      certificateService?: string;
    };
    t.is(state.lease?.server, labAddress, phone.stdout);
    t.is(state.certificateService, 'https://lyncweb.contoso.com:443/CertProv/CertProvisioningService.svc');

    const probed = await finished(
      mockLync(['option43', 'probe', '--address', state.address, '--listen', '1', '--json'], near.prefix),
    );
    const answers = (JSON.parse(probed.stdout) as { answers: { option43?: string; option120?: string }[] }).answers;
    t.deepEqual(
      answers.map((answer) => [answer.option43, answer.option120]),
      [[option43, option120]],
    );

    const refused = await finished(
      mockLync(['serve', 'dhcp/lease', '--address', state.address, '--yes-lab', '--dhcp', 'full'], near.prefix),
    );
    t.is(refused.code, 3);
    t.regex(refused.stderr, /Another DHCP server, 10\.77\.0\.1, leases addresses on the segment/);
  },
);
