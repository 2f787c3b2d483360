import { attribute, child, children, descend, escapeAttribute, text, type XmlElement } from '../xml/index.js';
import {
  HTTP_POLICY,
  WEB_TICKET,
  WS_ADDRESSING,
  WS_POLICY,
  WS_SECURITY_POLICY,
  WS_SECURITY_UTILITY,
  WSDL,
  WSDL_SOAP,
} from './namespaces.js';

/** The port clients look for in the Certificate Provisioning Service's metadata (observed). */
export const CERTIFICATE_PORT = 'CertProvisioningServiceWebTicketProof_SHA1';
/** Where that port lies below the service (inferred). */
export const CERTIFICATE_PORT_PATH = '/WebTicket_Proof_SHA1';

/** Port names as published (Set-CsWebServiceConfiguration) and their paths below the service; `/cert` and `/pin` inferred. */
export const WEB_TICKET_PORT_PATHS = {
  WebTicketServiceWinNegotiate: '',
  WebTicketServiceWinNtlm: '',
  WebTicketServiceCert: '/cert',
  WebTicketServicePin: '/pin',
  WebTicketServiceAuth: '/Auth',
  WebTicketServiceAnon: '/Anon',
} as const;

export type WebTicketPort = keyof typeof WEB_TICKET_PORT_PATHS;

const TRANSPORT = '<sp:TransportBinding/>';
const PORT_POLICIES: Readonly<Record<WebTicketPort, string>> = {
  WebTicketServiceWinNegotiate: `<http:NegotiateAuthentication xmlns:http="${HTTP_POLICY}"/>${TRANSPORT}`,
  WebTicketServiceWinNtlm: `<http:NtlmAuthentication xmlns:http="${HTTP_POLICY}"/>${TRANSPORT}`,
  WebTicketServiceCert: `${TRANSPORT}${endorsing('<sp:X509Token/>')}`,
  WebTicketServicePin: `${TRANSPORT}${usernameToken()}`,
  WebTicketServiceAuth: `${TRANSPORT}${usernameToken()}`,
  WebTicketServiceAnon: `${TRANSPORT}${usernameToken()}`,
};

/** The WSDL of the Web Ticket Service with these ports, each under its usual path below `baseUrl` (the `.svc` URL). */
export function writeWebTicketMetadata(options: {
  readonly baseUrl: string;
  readonly ports: readonly WebTicketPort[];
}): string {
  const ports = options.ports.map((name) => ({
    name,
    location: `${options.baseUrl}${WEB_TICKET_PORT_PATHS[name]}`,
    policy: PORT_POLICIES[name],
  }));
  return definitions('WebTicketService', WEB_TICKET, ports);
}

/**
 * The web ticket service that issues tickets for a port, verbatim: from the first policy `<port>_policy`, endorsing
 * token first, then signed supporting token (MS-OCAUTHWS 1.5; path observed).
 */
export function readIssuerAddress(doc: XmlElement, portName: string): string | undefined {
  const id = `${portName}_policy`.toLowerCase();
  const policy = children(doc, 'Policy').find((each) => attribute(each, 'Id')?.toLowerCase() === id);
  for (const tokens of ['EndorsingSupportingTokens', 'SignedSupportingTokens']) {
    const address =
      policy && descend(policy, 'ExactlyOne', 'All', tokens, 'Policy', 'IssuedToken', 'Issuer', 'Address');
    if (address) return text(address);
  }
  return undefined;
}

/** The URL of a port of the first service, verbatim; port names ignore case (observed). */
export function readPortLocation(doc: XmlElement, portName: string): string | undefined {
  const service = child(doc, 'service');
  const wanted = portName.toLowerCase();
  const port = service && children(service, 'port').find((each) => attribute(each, 'name')?.toLowerCase() === wanted);
  const address = port && child(port, 'address');
  return address && attribute(address, 'location');
}

/** Policies and the service are direct children of the root: clients look nowhere else (observed). */
function definitions(
  name: string,
  namespace: string,
  ports: readonly { readonly name: string; readonly location: string; readonly policy: string }[],
): string {
  const policies = ports.map(
    (port) =>
      `<wsp:Policy wsu:Id="${port.name}_policy"><wsp:ExactlyOne><wsp:All>${port.policy}</wsp:All></wsp:ExactlyOne></wsp:Policy>`,
  );
  const entries = ports.map(
    (port) =>
      `<wsdl:port name="${port.name}" binding="tns:${port.name}">` +
      `<soap:address location="${escapeAttribute(port.location)}"/></wsdl:port>`,
  );
  return (
    `<wsdl:definitions name="${name}" targetNamespace="${namespace}" xmlns:wsdl="${WSDL}" xmlns:soap="${WSDL_SOAP}" ` +
    `xmlns:wsp="${WS_POLICY}" xmlns:wsu="${WS_SECURITY_UTILITY}" xmlns:sp="${WS_SECURITY_POLICY}" ` +
    `xmlns:wsa10="${WS_ADDRESSING}" xmlns:tns="${namespace}">${policies.join('')}` +
    `<wsdl:service name="${name}">${entries.join('')}</wsdl:service></wsdl:definitions>`
  );
}

function endorsing(token: string): string {
  return `<sp:EndorsingSupportingTokens><wsp:Policy>${token}</wsp:Policy></sp:EndorsingSupportingTokens>`;
}

function usernameToken(): string {
  return (
    '<sp:SignedSupportingTokens><wsp:Policy><sp:UsernameToken><wsp:Policy><sp:WssUsernameToken10/></wsp:Policy>' +
    '</sp:UsernameToken></wsp:Policy></sp:SignedSupportingTokens>'
  );
}
