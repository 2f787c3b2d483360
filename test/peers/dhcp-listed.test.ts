import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { type EventType, type JournalEvent, readJournal } from '../../harness/journal/index.js';
import { decodeDhcp, dhcpMessageType, dhcpOption, option } from '../../harness/wire/dhcp/index.js';
import { serve } from '../cli/served.js';
import { dhclient, dhcpcdInform, udhcpc } from './dhcp-clients.js';
import { type DhcpHost, type DhcpNetwork, labAddress, leasesOfBothSubnets } from './dhcp-network.js';
import { networkTest } from './namespace-test.js';
import { PeerProcess } from './peer-process.js';
import { temporaryFolder } from './tls-ports.js';

/** The phone on the list, and one that is not. */
const listed = '02:00:00:00:00:77';
const unlisted = '02:00:00:00:00:88';

async function served(t: ExecutionContext, { lab }: DhcpNetwork) {
  const { path: folder } = temporaryFolder(t);
  const file = join(folder, 'scenario.yaml');
  writeFileSync(file, leasesOfBothSubnets);
  const args = [file, '--address', labAddress, '--dhcp', 'full', '--allow', listed, '--output', folder];
  const server = await serve(args, lab.prefix);
  const stopped = async () => {
    await server.stop();
    const events = readJournal(join(folder, 'journal.jsonl'));
    return <T extends EventType>(type: T, mac: string) =>
      events.filter((event) => event.type === type && event.device === mac) as unknown as JournalEvent<T>[];
  };
  return { folder, stopped };
}

/** Give the host another Ethernet address; what it had of IP is gone. */
function become({ device, exec }: DhcpHost, mac: string): void {
  exec('ip', 'addr', 'flush', 'dev', device);
  exec('ip', 'link', 'set', 'dev', device, 'down');
  exec('ip', 'link', 'set', 'dev', device, 'address', mac);
  exec('ip', 'link', 'set', 'dev', device, 'up');
}

/** An address of the subnet that is leased to nobody, from which an INFORM can be sent. */
function give({ device, exec }: DhcpHost, subnet: string): string {
  const address = `${subnet}.20`;
  exec('ip', 'addr', 'add', `${address}/24`, 'broadcast', '+', 'dev', device);
  exec('ip', 'route', 'replace', 'default', 'via', `${subnet}.1`);
  return address;
}

/** dhcpcd asks on for ever: after some of its tries it is ended. */
function impatient(host: DhcpHost): DhcpHost {
  return { ...host, exec: (command, ...args) => host.exec('timeout', '15', command, ...args) };
}

function messageOf({ raw }: JournalEvent) {
  return decodeDhcp(Buffer.from(raw ?? '', 'base64'));
}

function typeOf(event: JournalEvent): number | undefined {
  return option(messageOf(event), dhcpOption.messageType)?.[0];
}

networkTest(
  test,
  ['udhcpc', 'dhcpcd', 'dhcrelay'],
  'behind a relay a phone that is not on the list hears nothing, and one that is hears all',
  async (t, network, paths) => {
    const { far, relay } = network;
    const { folder, stopped } = await served(t, network);
    const [command = 'ip', ...inRelay] = relay.prefix;
    const relaying = new PeerProcess(t, command, [
      ...[...inRelay, paths.dhcrelay ?? '', '-4', '-d', '-iu', relay.device, '-id', relay.down, labAddress],
    ]);
    await relaying.saw(/Sending on/);

    become(far, unlisted);
    t.throws(() => udhcpc(paths.udhcpc ?? '', far, temporaryFolder(t).path), undefined, 'no lease');
    const own = give(far, '10.78.0');
    t.throws(() => dhcpcdInform(paths.dhcpcd ?? '', impatient(far), folder, own), undefined, 'no answer to INFORM');

    become(far, listed);
    const lease = udhcpc(paths.udhcpc ?? '', far, temporaryFolder(t).path);
    t.regex(lease.address, /^10\.78\.0\.1\d\d$/);
    t.is(lease.sip, 'pool01.contoso.com');
    const informed = dhcpcdInform(paths.dhcpcd ?? '', far, folder, give(far, '10.78.0'));
    t.regex(informed.option120, /^0006706f6f6c3031/);

    const of = await stopped();
    const ignored = of('dhcp.ignored', unlisted);
    for (const type of [dhcpMessageType.discover, dhcpMessageType.inform]) {
      const event = ignored.find((each) => typeOf(each) === type);
      t.truthy(event, `message type ${type}`);
      if (!event) continue;
      t.is(messageOf(event).giaddr, '10.78.0.1');
      t.regex(event.reason, new RegExp(`^${unlisted} at 10\\.78\\.0\\.\\d+ is not a client of this lab$`));
    }
    t.deepEqual(of('dhcp.reply', unlisted), []);
    t.deepEqual(of('dhcp.request', unlisted), []);
    t.true(of('dhcp.reply', listed).length >= 3);
    t.true(of('dhcp.reply', listed).every(({ delivered }) => delivered === 'relay'));
  },
);

networkTest(
  test,
  ['udhcpc', 'dhclient'],
  'a client that does not ask for a broadcast takes one',
  async (t, network, paths) => {
    const { near } = network;
    const { stopped } = await served(t, network);
    become(near, listed);
    const small = udhcpc(paths.udhcpc ?? '', near, temporaryFolder(t).path);
    t.regex(small.address, /^10\.77\.0\.1\d\d$/);
    const large = dhclient(paths.dhclient ?? '', near, temporaryFolder(t).path);
    t.regex(large.address, /^10\.77\.0\.1\d\d$/);

    const of = await stopped();
    const asked = of('dhcp.request', listed).filter(({ address }) => address === '0.0.0.0');
    t.true(asked.length >= 4, 'DISCOVER and REQUEST of both');
    t.deepEqual([...new Set(asked.map((event) => messageOf(event).flags))], [0]);
    const leases = of('dhcp.reply', listed).filter(({ address }) => address !== undefined);
    t.true(leases.length >= 4);
    t.true(leases.every(({ delivered, insteadOfUnicast }) => delivered === 'broadcast' && insteadOfUnicast === true));
  },
);
