import test, { type ExecutionContext } from 'ava';
import { finished, mainFile, mockLync } from '../cli/served.js';
import { namespaceTest } from './namespace-test.js';
import { type TwoHosts, twoHosts } from './namespaces.js';
import { PeerProcess } from './peer-process.js';
import { temporaryFolder } from './tls-ports.js';

const programs = ['systemd-socket-activate', 'setpriv', 'dig', 'ntpdate'];

/** Ports above 1023 for what is not handed over: this process may open none below. */
const own = 'standard,dns=1053,web=8443,web-http=8081,ldap=8389,ldaps=8636';

async function activated(t: ExecutionContext, paths: Readonly<Record<string, string>>, names: string) {
  const hosts = twoHosts(t);
  const { address, prefix } = hosts.lab;
  const [ip = 'ip', ...inLab] = prefix;
  const parent = new PeerProcess(t, ip, [
    ...[...inLab, paths['systemd-socket-activate'] ?? '', '-d', `--fdname=${names}`],
    ...['-l', '0.0.0.0:67', '-l', `${address}:123`],
    // Without the capability that ports below 1024 need.
    ...[paths.setpriv ?? '', '--bounding-set=-net_bind_service', '--inh-caps=-net_bind_service'],
    ...[process.execPath, mainFile, 'serve', 'sign-in/pin', '--address', address, '--yes-lab', '--ports', own],
    ...['--output', temporaryFolder(t).path],
  ]);
  // The parent listens for its child, and starts it when the first datagram comes.
  await parent.saw(/Listening on .*:123/);
  return { hosts, parent };
}

/** Any datagram starts the child; dig's means nothing to a time server. */
function wake(hosts: TwoHosts, dig = ''): void {
  hosts.phone.exec('sh', '-c', `${dig} @${hosts.lab.address} -p 123 +tries=1 +time=1 wake || true`);
}

namespaceTest(test, programs, 'sockets of ports it may not open itself are taken from its parent', async (t, paths) => {
  const { hosts, parent } = await activated(t, paths, 'dhcp:ntp');
  wake(hosts, paths.dig);
  await parent.saw(/Ctrl-C/);
  const probe = await finished(
    mockLync(['option43', 'probe', '--address', hosts.phone.address, '--json'], hosts.phone.prefix),
  );
  // DNS is elsewhere in this lab, which the probe minds; that DHCP answers is what counts here.
  const { answers } = JSON.parse(probe.stdout) as { answers: { server: string; url: string }[] };
  t.like(answers[0], {
    server: hosts.lab.address,
    url: 'https://lyncweb.contoso.com:443/CertProv/CertProvisioningService.svc',
  });
  t.regex(hosts.phone.exec(paths.ntpdate ?? '', '-q', hosts.lab.address), /10\.77\.0\.1/);
});

namespaceTest(test, programs, 'a socket nobody knows the use of is refused by its place and name', async (t, paths) => {
  const { hosts, parent } = await activated(t, paths, 'dhcp:telephones');
  wake(hosts, paths.dig);
  await parent.saw(/Socket 2 of those handed over is called "telephones"/);
  await parent.saw(/SOCKETS_UNNAMED/);
  t.is(await parent.exited, 3);
});
