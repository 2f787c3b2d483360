import type { ExecutionContext } from 'ava';
import { certsOnlyPkcs7, type ProvisioningAuthority } from '../../certs/authorities/index.js';
import { readCertificateRequest } from '../../certs/requests/index.js';
import { deliveredAnchor } from '../../certs/trust/index.js';
import {
  parseEnvelope,
  readGetAndPublishCertRequest,
  SAML_ASSERTION,
  writeCertificateProvisioningMetadata,
  writeGetAndPublishCertResponse,
  writeRequestSecurityTokenResponse,
  writeRootChainResponse,
  writeWebTicketMetadata,
} from '../../harness/wire/soap/index.js';
import { at, chainOf, host } from '../certs/chains.js';
import { keptAuthority } from '../certs/kept-keys.js';
import { acknowledge, dhcpServer, option43Of } from './dhcp-server.js';
import { a, dnsServer } from './dns-server.js';
import { registrar } from './registrar.js';
import { webServer } from './web-server.js';

const SERVICE = '/CertProv/CertProvisioningService.svc';
const TICKETS = '/WebTicket/WebTicketService.svc';
const BASE = `http://web.contoso.test${SERVICE}`;

/** Everything a PIN sign-in needs, each in a few lines, the web services over plain HTTP; and how to dial it. */
export async function street(t: ExecutionContext, options: { readonly hoursOfFirstCertificate?: number } = {}) {
  let hours = options.hoursOfFirstCertificate;
  const authority = await keptAuthority(at);
  const { root, intermediates } = await chainOf('enterprise-two-tier');
  if (!root) throw new Error('this profile has a root');
  const web = await webServer(t, ({ path, body }) => {
    if (path === `${SERVICE}/mex`) {
      const webTicketUrl = `http://web.contoso.test${TICKETS}`;
      return { body: writeCertificateProvisioningMetadata({ baseUrl: BASE, webTicketUrl }) };
    }
    if (path === `${TICKETS}/mex`) {
      return {
        body: writeWebTicketMetadata({ baseUrl: `http://web.contoso.test${TICKETS}`, ports: ['WebTicketServicePin'] }),
      };
    }
    if (path === `${TICKETS}/pin`) return { body: ticket };
    if (path === SERVICE) return { body: writeRootChainResponse('Get', [certsOnlyPkcs7([root, ...intermediates])]) };
    const { operation } = parseEnvelope(body);
    if (!operation) return { status: 400 };
    const { request, deviceId, entity } = readGetAndPublishCertRequest(operation);
    const valid = hours;
    hours = undefined;
    return issue(authority, request, valid).then((certificate) => ({
      body: writeGetAndPublishCertResponse({ deviceId, entity, certificate }),
    }));
  });
  const sip = await registrar(t);
  const dns = await dnsServer(t, {
    'web.contoso.test A': [a('web.contoso.test', '10.0.0.80')],
    [`${host} A`]: [a(host, '10.0.0.61')],
  });
  const lease = `06040a000035${'0f0c636f6e746f736f2e74657374'}`;
  const sipServer = encodeName(host);
  const dhcp = await dhcpServer(t, (request) => [
    acknowledge(
      request,
      request.includes(Buffer.from('37022b78', 'hex'))
        ? option43Of('http', 'web.contoso.test', '80') + sipServer
        : lease,
    ),
  ]);
  const dial = {
    ...dns.dial,
    ...dhcp.dial,
    'tcp 10.0.0.80:80': `127.0.0.1:${web.port}`,
    'tcp 10.0.0.61:5061': `127.0.0.1:${sip.port}`,
  };
  return { dial, web, sip, dns, dhcp, root: deliveredAnchor(root, 'certificate-service') };
}

async function issue(authority: ProvisioningAuthority, request: Buffer, hours?: number): Promise<Buffer> {
  const { publicKey } = await readCertificateRequest(request);
  return await authority.issue({ publicKey, user: 'alice@contoso.test', at, ...(hours && { hours }) });
}

function encodeName(name: string): string {
  const labels = name
    .split('.')
    .map((label) => label.length.toString(16).padStart(2, '0') + Buffer.from(label).toString('hex'));
  const data = `00${labels.join('')}00`;
  return `78${(data.length / 2).toString(16).padStart(2, '0')}${data}`;
}

const ticket = writeRequestSecurityTokenResponse({
  assertionXml:
    `<saml:Assertion xmlns:saml="${SAML_ASSERTION}" AssertionID="SamlSecurityToken-1">` +
    '<saml:NameIdentifier>sip:alice@contoso.test</saml:NameIdentifier></saml:Assertion>',
  assertionId: 'SamlSecurityToken-1',
  serverEntropy: Buffer.alloc(32, 0x22),
  created: '2014-11-15T09:00:00Z',
  expires: '2014-11-15T17:00:00Z',
});
