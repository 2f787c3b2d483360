import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import test from 'ava';
import { firewallCommands, networkOf } from '../../harness/cli/doctor/firewall.js';
import { boundSockets, holdersOf } from '../../harness/cli/doctor/holders.js';
import { examineLab, standardPorts } from '../../harness/cli/doctor/lab-ports.js';
import { labText } from '../../harness/cli/doctor/lab-text.js';
import { styleFor } from '../../harness/reports/index.js';
import { commandLine } from './terminal.js';

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0035 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0 100 0 0 10 0
   1: 0100007F:0050 0100007F:A000 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0 100 0 0 10 0
   2: 0000000000000000FFFF00000100007F:01BB 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 4713 1
   3: broken
`;

test('the table of the kernel is read: what listens, and nothing else', (t) => {
  t.deepEqual(boundSockets(table, '0A'), [
    { address: '127.0.0.1', port: 53, inode: '4711' },
    { address: '127.0.0.1', port: 443, inode: '4713' },
  ]);
});

if (process.platform === 'linux') {
  test('who holds a port is named, on its own address and on all of them', async (t) => {
    const tcp = createServer().listen(0, '127.0.0.1');
    const udp = createSocket('udp4');
    udp.bind(0, '0.0.0.0');
    t.teardown(() => {
      tcp.close();
      udp.close();
    });
    await Promise.all([once(tcp, 'listening'), once(udp, 'listening')]);
    const { port } = tcp.address() as { port: number };
    t.true(holdersOf('tcp', '127.0.0.1', port).some(({ pid }) => pid === process.pid));
    t.deepEqual(holdersOf('tcp', '127.9.9.9', port), []);
    t.deepEqual(holdersOf('udp', '127.0.0.1', port), []);
    t.true(holdersOf('udp', '127.9.9.9', udp.address().port).some(({ pid }) => pid === process.pid));
  });

  test('a port that somebody has is told with who and what to do; the rest is free', async (t) => {
    // 8080 needs no privilege; an address of its own, for other tests open labs.
    const address = '127.61.7.1';
    const server = createServer().listen(8080, address);
    await once(server, 'listening');
    t.teardown(() => server.close());
    const report = await examineLab(address);
    const of = (protocol: string, port: number) =>
      report.ports.find((each) => each.protocol === protocol && each.port === port);
    t.like(of('tcp', 8080), { state: 'taken', for: ['web-http-8080'] });
    t.true(of('tcp', 8080)?.holders.some(({ pid }) => pid === process.pid));
    t.is(of('tcp', 5061)?.state, 'free');
    const shown = labText(report, styleFor({}));
    t.regex(shown, new RegExp(`tcp 8080 .* taken by .*\\(${process.pid}\\)`));
    t.regex(shown, /tcp 5061 .* free/);
    t.is((await commandLine('doctor', '--address', address, '--json')).code, 1);
  });
}

test('an address that no interface has is said so', async (t) => {
  const report = await examineLab('192.0.2.1');
  t.true(report.ports.every(({ state }) => state === 'no-address' || state === 'forbidden'));
  t.regex(labText(report, styleFor({})), /no interface of this machine has it/);
  t.is((await commandLine('doctor', '--address', 'nowhere')).code, 2);
});

test('firewalls of Linux and Windows get every port, for the lab’s network alone; DHCP comes from nowhere', (t) => {
  const firewalls = firewallCommands('10.77.0.1', networkOf('10.77.0.1', '255.255.255.0'));
  const text = JSON.stringify(firewalls);
  for (const word of ['ip saddr', 'from', '--add-source=', '-RemoteAddress']) {
    t.regex(text, new RegExp(`${word} ?10\\.77\\.0\\.0/24`), word);
  }
  for (const { port, protocol } of standardPorts()) {
    const listed = new RegExp(`New-NetFirewallRule[^"]*"mock-lync ${protocol}.*?-LocalPort ([\\d,]+)`).exec(
      firewalls.flatMap(({ commands }) => commands).find((command) => command.includes(`mock-lync ${protocol}`)) ?? '',
    )?.[1];
    t.true(listed?.split(',').includes(String(port)), `${protocol} ${port}`);
  }
  for (const { commands } of firewalls) t.true(commands.some((command) => /67|dhcp/.test(command)));
  t.is(networkOf('10.77.200.9', '255.255.128.0'), '10.77.128.0/17');
  t.is(networkOf('10.77.200.9', undefined), '10.77.200.9/32');
});
