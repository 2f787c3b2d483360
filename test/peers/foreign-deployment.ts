import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { certsOnlyPkcs7 } from '../../certs/authorities/index.js';
import {
  writeCertificateProvisioningMetadata,
  writeRootChainResponse,
  writeWebTicketMetadata,
} from '../../harness/wire/soap/index.js';
import { finished, mockLync } from '../cli/served.js';
import { type DhcpNetwork, labAddress } from './dhcp-network.js';
import type { Identity } from './identities.js';
import { PeerProcess } from './peer-process.js';
import { temporaryFolder } from './tls-ports.js';

// A company's network of programs nobody here wrote; what their pages say was written down beforehand.

export const webName = 'lyncweb.contoso.com';
export const registrarName = 'sip.contoso.com';
const SERVICE = '/CertProv/CertProvisioningService.svc';
const TICKETS = '/WebTicket/WebTicketService.svc';

/** OpenSSL 3 speaks TLS 1.0 where it is told to mind nothing. */
const OLD_SUITES = 'AES128-SHA:@SECLEVEL=0';

export interface ForeignDeployment {
  /** A program in the lab's namespace; ended with the test. */
  start(program: string, ...args: string[]): PeerProcess;
  readonly folder: string;
}

export function foreignDeployment(t: ExecutionContext, network: DhcpNetwork): ForeignDeployment {
  const { path: folder } = temporaryFolder(t);
  chmodSync(folder, 0o755);
  const [ip = 'ip', ...inLab] = network.lab.prefix;
  return { folder, start: (program, ...args) => new PeerProcess(t, ip, [...inLab, program, ...args], {}, 120_000) };
}

/** Kea leases addresses and has options 43 and 120 as `option43 encode` writes them for it. */
export async function startKea({ folder, start }: ForeignDeployment, program: string, device: string): Promise<void> {
  const encode = ['option43', 'encode', '--sip-server', registrarName, '--web-server', webName, '--format', 'kea'];
  const made = JSON.parse((await finished(mockLync(encode))).stdout) as { 'option-data': object[] };
  const conf = join(folder, 'kea.conf');
  const Dhcp4 = {
    ...made,
    'interfaces-config': { interfaces: [device] },
    'lease-database': { type: 'memfile', persist: false },
    subnet4: [{ subnet: '10.77.0.0/24', pools: [{ pool: '10.77.0.100 - 10.77.0.150' }] }],
    'option-data': [
      ...made['option-data'],
      { name: 'domain-name-servers', data: labAddress },
      { name: 'domain-name', data: 'contoso.com' },
    ],
    'control-socket': { 'socket-type': 'unix', 'socket-name': join(folder, 'kea.sock') },
  };
  writeFileSync(conf, JSON.stringify({ Dhcp4 }));
  await start('env', `KEA_PIDFILE_DIR=${folder}`, 'KEA_LOCKFILE_DIR=none', program, '-c', conf).saw(/DHCP4_STARTED/);
}

/** dnsmasq answers for the names given; one that asks for another is told that it does not exist. */
export async function startDnsmasq({ start }: ForeignDeployment, program: string, hosts: readonly string[]) {
  const records = hosts.map((host) => `--host-record=${host},${labAddress}`);
  const running = start(
    program,
    ...['--no-daemon', '--conf-file=/dev/null', '--no-resolv', '--no-hosts', `--listen-address=${labAddress}`],
    ...['--bind-interfaces', '--local=/contoso.com/', '--local=/windows.com/', '--user=root'],
    ...['--srv-host=_ntp._udp.contoso.com,dc01.contoso.com,123'],
    '--srv-host=_ldap._tcp.dc._msdcs.contoso.com,dc01.contoso.com,389',
    ...records,
  );
  await running.saw(/started, version/);
  return running;
}

/** chronyd tells the time it is, without touching the clock of the machine. */
export async function startChronyd({ folder, start }: ForeignDeployment, program: string): Promise<PeerProcess> {
  const conf = join(folder, 'chrony.conf');
  const lines = [
    'local stratum 8',
    'allow all',
    `bindaddress ${labAddress}`,
    'cmdport 0',
    `pidfile ${folder}/chrony.pid`,
  ];
  writeFileSync(conf, `${lines.join('\n')}\n`);
  const running = start(program, '-x', '-d', '-u', 'root', '-f', conf);
  await running.saw(/chronyd version/);
  return running;
}

/** slapd with nothing in it: a directory, and not Active Directory. */
export async function startSlapd({ folder, start }: ForeignDeployment, program: string): Promise<void> {
  const db = join(folder, 'ldap');
  mkdirSync(db);
  const conf = join(folder, 'slapd.conf');
  const lines = [
    ...['include /etc/ldap/schema/core.schema', 'modulepath /usr/lib/ldap', 'moduleload back_mdb'],
    ...['database mdb', 'suffix "dc=contoso,dc=com"', `directory ${db}`, `pidfile ${folder}/slapd.pid`],
  ];
  writeFileSync(conf, `${lines.join('\n')}\n`);
  await start(program, '-d', 'stats', '-f', conf, '-h', `ldap://${labAddress}/`).saw(/slapd starting/);
}

export interface WebPages {
  /** The chain the anonymous download gives; 404 without. */
  readonly root?: Buffer;
  readonly protocols: 'TLSv1' | 'TLSv1.2';
  readonly identity: Identity;
}

/** nginx on 80 and 443 with the pages of the certificate and ticket services; a POST of a PIN is not allowed there. */
export async function startNginx(
  deployment: ForeignDeployment,
  program: string,
  pages: WebPages,
): Promise<PeerProcess> {
  const { folder, start } = deployment;
  const { identity, protocols, root } = pages;
  const at = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return name;
  };
  const tickets = `https://${webName}${TICKETS}`;
  at(
    'certprov.xml',
    writeCertificateProvisioningMetadata({ baseUrl: `https://${webName}${SERVICE}`, webTicketUrl: tickets }),
  );
  at('tickets.xml', writeWebTicketMetadata({ baseUrl: tickets, ports: ['WebTicketServicePin'] }));
  if (root) at('chain.xml', writeRootChainResponse('Get', [certsOnlyPkcs7([root])]));
  const conf = `
    daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr notice;
    events {}
    http {
      access_log ${folder}/access.log; default_type text/xml;
      client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder};
      uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
      server {
        listen ${labAddress}:80; listen ${labAddress}:443 ssl; root ${folder};
        ssl_certificate ${identity.certificateFile}; ssl_certificate_key ${identity.keyFile};
        ssl_protocols ${protocols}; ssl_ciphers ${OLD_SUITES};
        location = ${SERVICE}/mex { alias ${folder}/certprov.xml; }
        location = ${TICKETS}/mex { alias ${folder}/tickets.xml; }
        location = ${SERVICE} { ${root ? 'error_page 405 =200 /chain.xml; return 405;' : 'return 404;'} }
        location = /chain.xml { }
        location / { return 405; }
      }
    }`;
  const file = at('nginx.conf', conf);
  const running = start(program, '-e', 'stderr', '-p', folder, '-c', join(folder, file));
  await running.saw(/using the "epoll" event method|start worker/);
  return running;
}

/** openssl s_server where the Registrar should be: it says every line backwards. */
export async function startOpenssl({ start }: ForeignDeployment, program: string, identity: Identity) {
  const { certificateFile, keyFile } = identity;
  const running = start(
    program,
    ...['s_server', '-accept', `${labAddress}:5061`, '-tls1', '-cipher', OLD_SUITES, '-rev', '-key', keyFile],
    ...['-cert', certificateFile, '-cert_chain', certificateFile, '-no_ticket'],
  );
  await running.saw(/ACCEPT/);
  return running;
}
