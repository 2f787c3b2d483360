import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import type { ReportedStep } from '../../harness/cli/phone/step-report.js';
import type { PhoneState } from '../../harness/phone/index.js';
import { finished, mockLync } from '../cli/served.js';
import { type DhcpNetwork, dhcpNetwork } from './dhcp-network.js';
import {
  foreignDeployment,
  registrarName,
  startChronyd,
  startDnsmasq,
  startKea,
  startNginx,
  startOpenssl,
  startSlapd,
  webName,
} from './foreign-deployment.js';
import { identity } from './identities.js';
import { namespacesMissing } from './namespaces.js';
import { peerTest } from './program.js';

// `mock-lync phone` at Kea, dnsmasq, chronyd, nginx, slapd and openssl: at each step it gives the reason that is true.

const PIN = '730259';

type Told = PhoneState & { readonly steps: readonly ReportedStep[] };

/** A phone out of the box on the segment; what it told as JSON, and its steps by name (the last of each). */
async function phone({ near }: DhcpNetwork, ...args: string[]) {
  const common = ['phone', '--interface', near.device, '--hello', 'rc4-3des-aes', '--json'];
  const { code, stderr, stdout } = await finished(mockLync([...common, ...args], near.prefix));
  near.exec('ip', 'addr', 'flush', 'dev', near.device);
  if (stdout === '') throw new Error(stderr);
  const told = JSON.parse(stdout) as Told;
  const step = (name: string) => told.steps.findLast((each) => each.step === name);
  return { code, told, step, failedAt: told.failure?.step };
}

const byPin = ['--model', 'CX600', '--number', '4711', '--pin', PIN];

peerTest(
  test,
  ['chronyd', 'dnsmasq', 'kea-dhcp4', 'nginx', 'openssl', 'slapd'],
  'a phone at servers that are not ours gives the true reason at each step',
  async (t, paths) => {
    const missing = namespacesMissing();
    if (missing !== undefined) {
      t.log(`not run: ${missing}`);
      if (process.env.CI) t.fail(missing);
      else t.pass();
      return;
    }
    t.timeout(240_000);
    const network = dhcpNetwork(t);
    const lab = foreignDeployment(t, network);
    const file = (name: string, text: string) => {
      writeFileSync(join(lab.folder, name), text);
      return join(lab.folder, name);
    };
    const [web, registrar] = [await identity(t, webName, [registrarName]), await identity(t, registrarName)];
    const nginx = (pages: Omit<Parameters<typeof startNginx>[2], 'identity'>) =>
      startNginx(lab, paths.nginx ?? '', { identity: web, ...pages });
    await startKea(lab, paths['kea-dhcp4'] ?? '', network.lab.device);

    // Kea alone: an address, and nobody who knows a name.
    const alone = await phone(network, ...byPin);
    t.is(alone.failedAt, 'root-chain');
    t.regex(alone.step('lease')?.detail ?? '', /DNS 10\.77\.0\.1, domain contoso\.com/);
    t.is(alone.step('time')?.code, 'PHONE_NO_TIME');
    t.regex(
      alone.step('discovery')?.detail ?? '',
      /option 43 https:\/\/lyncweb\.contoso\.com:443\/CertProv.*; option 120 sip/,
    );
    t.regex(
      alone.told.failure?.sentence ?? '',
      /http:80: No DNS server answered the question for lyncweb\.contoso\.com \(A\)/,
    );

    // A name server that does not know the web server, and a clock.
    const nameless = await startDnsmasq(lab, paths.dnsmasq ?? '', [`dc01.contoso.com`]);
    await startChronyd(lab, paths.chronyd ?? '');
    const unknown = await phone(network, ...byPin);
    t.regex(unknown.step('time')?.detail ?? '', /^dc01\.contoso\.com says 20\d\d-/);
    t.is(unknown.step('update-check')?.code, 'PHONE_NAME_NOT_FOUND');
    t.is(unknown.told.failure?.code, 'PHONE_ROOT_CHAIN_UNREACHABLE');
    t.regex(unknown.told.failure?.sentence ?? '', /lyncweb\.contoso\.com.*NXDOMAIN/);
    t.true(
      unknown.step('root-chain')?.saw.includes(`DNS ${webName} A: NXDOMAIN`),
      String(unknown.step('root-chain')?.saw),
    );
    await nameless.stop();

    // The name is there, the web server is not.
    await startDnsmasq(lab, paths.dnsmasq ?? '', ['dc01.contoso.com', webName, registrarName]);
    const nobody = await phone(network, ...byPin);
    t.is(nobody.told.failure?.code, 'PHONE_ROOT_CHAIN_UNREACHABLE');
    t.regex(nobody.told.failure?.sentence ?? '', /10\.77\.0\.1:80.*ECONNREFUSED/);

    // A web server without a chain to give.
    const bare = await nginx({ protocols: 'TLSv1' });
    const chainless = await phone(network, ...byPin);
    t.is(chainless.told.failure?.code, 'PHONE_ROOT_CHAIN_REFUSED');
    t.regex(chainless.told.failure?.sentence ?? '', /http:80: .*status 404/);
    t.is(chainless.told.screen, 'Error downloading certificate chain from OCS Registrar. Please try again');
    await bare.stop();

    // A chain, and TLS 1.2 alone.
    const hardened = await nginx({ root: web.root, protocols: 'TLSv1.2' });
    const tooOld = await phone(network, ...byPin);
    t.is(tooOld.failedAt, 'web-ticket');
    t.is(tooOld.step('root-chain')?.state, 'done');
    t.is(tooOld.told.failure?.code, 'TLS_REFUSED');
    t.regex(tooOld.told.failure?.sentence ?? '', /protocol_version/);
    await hardened.stop();

    // The chain of another authority than the one behind the certificate.
    const other = await nginx({ root: registrar.root, protocols: 'TLSv1' });
    const untrusting = await phone(network, ...byPin);
    t.is(untrusting.told.failure?.code, 'PHONE_SERVER_UNTRUSTED');
    t.like(untrusting.told.failure?.verdict, { host: webName, reason: 'untrusted-root' });
    await other.stop();

    // All in order but the ticket service itself, which takes no POST. The state file keeps the delivered root.
    await nginx({ root: web.root, protocols: 'TLSv1' });
    const state = ['--state', join(lab.folder, 'phone.json')];
    const ticketless = await phone(network, ...byPin, ...state);
    t.is(ticketless.failedAt, 'web-ticket');
    t.is(ticketless.told.failure?.code, 'PHONE_HTTP_REFUSED');
    t.regex(ticketless.told.failure?.sentence ?? '', /WebTicketService\.svc\/pin.*status 405/);
    t.true(
      ticketless.step('web-ticket')?.saw.includes(`TLS with ${webName}: TLSv1, TLS_RSA_WITH_AES_128_CBC_SHA`),
      String(ticketless.step('web-ticket')?.saw),
    );
    // Only the phone that trusted it asked for more than the metadata.
    const asked = readFileSync(join(lab.folder, 'access.log'), 'utf8').match(/POST \S+\/pin/g);
    t.is(asked?.length, 1);

    // Over USB: a directory that is no Active Directory, and a Registrar under another root than the one kept.
    await startSlapd(lab, paths.slapd ?? '');
    const password = ['--password-file', file('password', 'Battery-Staple-42')];
    const usb = [
      '--model',
      'CX600',
      '--sign-in',
      'usb',
      '--user',
      'contoso.com\\jeff',
      '--sip-address',
      'jeff@contoso.com',
    ];
    await startOpenssl(lab, paths.openssl ?? '', registrar);
    const refused = await phone(network, ...usb, ...password, ...state);
    t.is(refused.step('directory')?.code, 'PHONE_DIRECTORY_REFUSED');
    t.regex(
      refused.step('directory')?.detail ?? '',
      /dc01\.contoso\.com did not give its CA certificates: its rootDSE names no configuration/,
    );
    t.is(refused.failedAt, 'register');
    // It goes on to port 443 of the same name, where nginx is trusted and speaks no SIP.
    const untrusted = `certificate of ${registrarName}: refused, untrusted-root`;
    t.true(
      refused.step('register')?.saw.some((line) => line.startsWith(untrusted)),
      String(refused.step('register')?.saw),
    );
    t.is(refused.told.failure?.code, 'PHONE_SIP_INVALID');
  },
);
