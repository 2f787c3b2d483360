import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { type DhcpNetwork, labAddress } from './dhcp-network.js';
import { rc4And3Des } from './legacy-suites.js';
import { program } from './program.js';
import { temporaryFolder } from './tls-ports.js';

/** Steps of a phone, each by a program nobody here wrote. */
export type ScriptedStep = 'udhcpc' | 'dig' | 'curl' | 'gnutls-cli';

/** What each step alone shows, as an expected event. */
export const stepEvents: Readonly<Record<ScriptedStep, string>> = {
  udhcpc: '- dhcp.reply: { message: DHCPACK, sipServers: [pool01.contoso.test] }',
  dig: '- dns.answer: { name: _sipinternaltls._tcp.contoso.test, recordType: SRV, code: NOERROR }',
  curl: '- root-chain.served: { over: http, port: 80 }',
  'gnutls-cli': '- tls.established: { service: front-end, version: TLS 1.0 }',
};

/** A DHCP server of its own, for a phone that has no address yet. */
export const fullDhcp = `
  dhcp:
    mode: full
    scopes: [{ subnet: 10.77.0.0/24, from: 10.77.0.100, to: 10.77.0.199, router: 10.77.0.1 }]`;

export interface ScriptedPhone {
  readonly folder: string;
  /** What switches it off and on. */
  readonly command: string;
  /** The MAC address on its label. */
  readonly mac: string;
}

/**
 * A shell script that is the phone, and the command that power-cycles it. It leaves out the step that the variant names
 * as `without STEP`; `more` are further steps and their commands, made with the folder.
 */
export function scriptedPhone(
  t: ExecutionContext,
  network: DhcpNetwork,
  more: (folder: string) => Readonly<Record<string, string>> = () => ({}),
): ScriptedPhone {
  const { path: folder } = temporaryFolder(t);
  const script = (name: string, ...lines: string[]) => {
    const file = join(folder, name);
    writeFileSync(file, ['#!/bin/sh', ...lines, ''].join('\n'));
    chmodSync(file, 0o755);
    return file;
  };
  const { device, prefix } = network.near;
  const configure = script(
    'configure.sh',
    '[ "$1" = bound ] && ip addr flush dev $interface && ip addr add $ip/24 dev $interface',
    'exit 0',
  );
  const web = 'http://lyncweb.contoso.test/CertProv/CertProvisioningService.svc';
  const steps: Readonly<Record<ScriptedStep, string>> = {
    udhcpc: `${program('udhcpc')} -i ${device} -f -q -n -t 4 -T 2 -V MS-UC-Client -O 43 -O 120 -s ${configure}`,
    dig: `${program('dig')} @${labAddress} +tries=2 _sipinternaltls._tcp.contoso.test SRV`,
    curl: `${program('curl')} -s --max-time 20 --resolve lyncweb.contoso.test:80:${labAddress} ${web}`,
    'gnutls-cli': `echo | ${program('gnutls-cli')} --insecure --port 5061 --priority ${rc4And3Des} ${labAddress}`,
  };
  const phone = script(
    'phone.sh',
    `ip addr flush dev ${device}`,
    ...Object.entries({ ...steps, ...more(folder) }).map(
      ([step, line]) => `[ "$MOCK_LYNC_VARIANT" = "without ${step}" ] || ${line}`,
    ),
  );
  const log = join(folder, 'phone.log');
  // A power socket switches and is done; the phone starts by itself.
  const command = script(
    'reset.sh',
    `echo "$MOCK_LYNC_MAC $MOCK_LYNC_SCENARIO $MOCK_LYNC_VARIANT" >>${join(folder, 'resets.log')}`,
    `setsid ${prefix.join(' ')} ${phone} </dev/null >>${log} 2>&1 &`,
  );
  return { folder, command, mac: macOf(network) };
}

function macOf({ near }: DhcpNetwork): string {
  const [, mac = ''] = /link\/ether (\S+)/.exec(near.exec('ip', 'link', 'show', 'dev', near.device)) ?? [];
  return mac;
}
