import { escapeAttribute, escapeText } from '../xml/index.js';
import { CERTIFICATE_PORT, CERTIFICATE_PORT_PATH } from './metadata.js';
import {
  AUTHORIZATION,
  CERTIFICATE_PROVISIONING,
  CLAIM_URI,
  CLAIMS_DIALECT,
  GET_AND_PUBLISH_CERT_ACTION,
  KEY_TYPE_BEARER,
  KEY_TYPE_SYMMETRIC,
  SAML_TOKEN,
  WS_ADDRESSING,
  WS_ADDRESSING_WSDL,
  WS_POLICY,
  WS_SECURITY_POLICY,
  WS_SECURITY_UTILITY,
  WS_TRUST_IN_WEB_TICKET,
  WSDL,
  WSDL_SOAP,
  XML_SCHEMA,
} from './namespaces.js';

/** The port for tickets shown without proof of possession: named and placed by analogy to the other (inferred). */
export const CERTIFICATE_BEARER_PORT = 'CertProvisioningServiceWebTicketBearer';
export const CERTIFICATE_BEARER_PORT_PATH = '/WebTicket_Bearer';

const SERVICE = 'CertProvisioningService';
const INTERFACE = 'ICertProvisioningService';
const OPERATION = 'GetAndPublishCert';
const HTTP_TRANSPORT = 'http://schemas.xmlsoap.org/soap/http';

interface Port {
  readonly name: string;
  readonly path: string;
  /** Endorsing: the client proves the ticket's key. Signed supporting: the ticket alone (MS-OCAUTHWS 1.5; observed). */
  readonly tokens: 'EndorsingSupportingTokens' | 'SignedSupportingTokens';
  readonly keyType: string;
}

const ports: readonly Port[] = [
  {
    name: CERTIFICATE_PORT,
    path: CERTIFICATE_PORT_PATH,
    tokens: 'EndorsingSupportingTokens',
    keyType: KEY_TYPE_SYMMETRIC,
  },
  {
    name: CERTIFICATE_BEARER_PORT,
    path: CERTIFICATE_BEARER_PORT_PATH,
    tokens: 'SignedSupportingTokens',
    keyType: KEY_TYPE_BEARER,
  },
];

/**
 * The WSDL of the Certificate Provisioning Service, in one document. `baseUrl` and `webTicketUrl` are the services'
 * `.svc` URLs; clients use both verbatim. Policies and the service are direct children of the root, and a policy is
 * named after its port: clients look nowhere else (observed). Types, messages and bindings are there for readers that
 * follow every reference; their names are inferred.
 */
export function writeCertificateProvisioningMetadata(options: {
  readonly baseUrl: string;
  readonly webTicketUrl: string;
}): string {
  const { baseUrl, webTicketUrl } = options;
  return (
    `<wsdl:definitions name="${SERVICE}" targetNamespace="${CERTIFICATE_PROVISIONING}" xmlns:wsdl="${WSDL}" ` +
    `xmlns:soap="${WSDL_SOAP}" xmlns:wsp="${WS_POLICY}" xmlns:wsu="${WS_SECURITY_UTILITY}" ` +
    `xmlns:sp="${WS_SECURITY_POLICY}" xmlns:wsa10="${WS_ADDRESSING}" xmlns:wsaw="${WS_ADDRESSING_WSDL}" ` +
    `xmlns:xsd="${XML_SCHEMA}" xmlns:tns="${CERTIFICATE_PROVISIONING}">` +
    ports.map((port) => policy(port, webTicketUrl)).join('') +
    types +
    messages +
    portType +
    ports.map(binding).join('') +
    `<wsdl:service name="${SERVICE}">${ports.map((port) => servicePort(port, baseUrl)).join('')}</wsdl:service>` +
    '</wsdl:definitions>'
  );
}

function policy({ keyType, name, tokens }: Port, webTicketUrl: string): string {
  const issued =
    `<sp:IssuedToken sp:IncludeToken="${WS_SECURITY_POLICY}/IncludeToken/AlwaysToRecipient"><sp:Issuer>` +
    `<wsa10:Address>${escapeText(webTicketUrl)}</wsa10:Address></sp:Issuer><sp:RequestSecurityTokenTemplate>` +
    `<trust:TokenType xmlns:trust="${WS_TRUST_IN_WEB_TICKET}">${SAML_TOKEN}</trust:TokenType>` +
    `<trust:KeyType xmlns:trust="${WS_TRUST_IN_WEB_TICKET}">${keyType}</trust:KeyType>` +
    `<trust:Claims xmlns:trust="${WS_TRUST_IN_WEB_TICKET}" Dialect="${CLAIMS_DIALECT}">` +
    `<auth:ClaimType xmlns:auth="${AUTHORIZATION}" Uri="${CLAIM_URI}" Optional="false"/></trust:Claims>` +
    '</sp:RequestSecurityTokenTemplate><wsp:Policy><sp:RequireInternalReference/></wsp:Policy></sp:IssuedToken>';
  return (
    `<wsp:Policy wsu:Id="${name}_policy"><wsp:ExactlyOne><wsp:All>${transport}` +
    `<sp:${tokens}><wsp:Policy>${issued}</wsp:Policy></sp:${tokens}>` +
    '<wsaw:UsingAddressing/></wsp:All></wsp:ExactlyOne></wsp:Policy>'
  );
}

const transport =
  '<sp:TransportBinding><wsp:Policy><sp:TransportToken><wsp:Policy><sp:HttpsToken><wsp:Policy/></sp:HttpsToken>' +
  '</wsp:Policy></sp:TransportToken><sp:AlgorithmSuite><wsp:Policy><sp:Basic256/></wsp:Policy></sp:AlgorithmSuite>' +
  '<sp:Layout><wsp:Policy><sp:Strict/></wsp:Policy></sp:Layout><sp:IncludeTimestamp/></wsp:Policy></sp:TransportBinding>';

/** Which attributes and which content clients send and read is observed; the types around them are not published. */
const element = (name: string, attributes: string): string =>
  `<xsd:element name="${name}"><xsd:complexType><xsd:sequence>` +
  '<xsd:any minOccurs="0" maxOccurs="unbounded" namespace="##other" processContents="lax"/></xsd:sequence>' +
  `${attributes}<xsd:anyAttribute namespace="##other" processContents="lax"/></xsd:complexType></xsd:element>`;
const required = '<xsd:attribute name="DeviceId" type="xsd:string" use="required"/>';
const optional = '<xsd:attribute name="DeviceId" type="xsd:string"/>';
const entity = '<xsd:attribute name="Entity" type="xsd:string" use="required"/>';

const types =
  `<wsdl:types><xsd:schema targetNamespace="${CERTIFICATE_PROVISIONING}" elementFormDefault="qualified">` +
  element(OPERATION, required + entity) +
  element(
    `${OPERATION}Response`,
    `${optional}<xsd:attribute name="Entity" type="xsd:string"/><xsd:attribute name="ResponseClass" type="xsd:string"/>`,
  ) +
  '</xsd:schema></wsdl:types>';

const message = (direction: 'Input' | 'Output', name: string): string =>
  `<wsdl:message name="${INTERFACE}_${OPERATION}_${direction}Message">` +
  `<wsdl:part name="parameters" element="tns:${name}"/></wsdl:message>`;
const messages = message('Input', OPERATION) + message('Output', `${OPERATION}Response`);

const portType =
  `<wsdl:portType name="${INTERFACE}"><wsdl:operation name="${OPERATION}">` +
  `<wsdl:input wsaw:Action="${GET_AND_PUBLISH_CERT_ACTION}" message="tns:${INTERFACE}_${OPERATION}_InputMessage"/>` +
  `<wsdl:output wsaw:Action="${GET_AND_PUBLISH_CERT_ACTION}Response" ` +
  `message="tns:${INTERFACE}_${OPERATION}_OutputMessage"/></wsdl:operation></wsdl:portType>`;

function binding({ name }: Port): string {
  const body = '<soap:body use="literal"/>';
  return (
    `<wsdl:binding name="${name}" type="tns:${INTERFACE}"><wsp:PolicyReference URI="#${name}_policy"/>` +
    `<soap:binding transport="${HTTP_TRANSPORT}"/><wsdl:operation name="${OPERATION}">` +
    `<soap:operation soapAction="${GET_AND_PUBLISH_CERT_ACTION}" style="document"/>` +
    `<wsdl:input>${body}</wsdl:input><wsdl:output>${body}</wsdl:output></wsdl:operation></wsdl:binding>`
  );
}

function servicePort({ name, path }: Port, baseUrl: string): string {
  const location = `${baseUrl}${path}`;
  return (
    `<wsdl:port name="${name}" binding="tns:${name}"><soap:address location="${escapeAttribute(location)}"/>` +
    `<wsa10:EndpointReference><wsa10:Address>${escapeText(location)}</wsa10:Address></wsa10:EndpointReference></wsdl:port>`
  );
}
