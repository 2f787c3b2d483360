import { escapeAttribute, escapeText } from '../xml/index.js';
import { WS_ADDRESSING, WS_POLICY, WS_SECURITY_POLICY, WS_SECURITY_UTILITY, WSDL, WSDL_SOAP } from './namespaces.js';

/** The port clients look for in the metadata of the group expansion service (observed). */
export const GROUP_EXPANSION_PORT = 'AddressBookWebTicketBearer';
/** Where that port lies below the service (observed of clients). */
export const GROUP_EXPANSION_PORT_PATH = '/WebTicket_Bearer';

/**
 * The WSDL of the group expansion service, whose port takes whoever bears a web ticket: its policy has the ticket as a
 * signed supporting token, not an endorsing one, so that no proof is asked for (observed of a client).
 */
export function writeGroupExpansionMetadata(options: {
  readonly baseUrl: string;
  readonly webTicketUrl: string;
}): string {
  const namespace = 'DistributionListExpander';
  const name = GROUP_EXPANSION_PORT;
  const issued =
    `<sp:IssuedToken sp:IncludeToken="${WS_SECURITY_POLICY}/IncludeToken/AlwaysToRecipient"><sp:Issuer>` +
    `<wsa10:Address>${escapeText(options.webTicketUrl)}</wsa10:Address></sp:Issuer>` +
    '<sp:RequestSecurityTokenTemplate/></sp:IssuedToken>';
  return (
    `<wsdl:definitions name="GroupExpansionService" targetNamespace="${namespace}" xmlns:wsdl="${WSDL}" ` +
    `xmlns:soap="${WSDL_SOAP}" xmlns:wsp="${WS_POLICY}" xmlns:wsu="${WS_SECURITY_UTILITY}" ` +
    `xmlns:sp="${WS_SECURITY_POLICY}" xmlns:wsa10="${WS_ADDRESSING}" xmlns:tns="${namespace}">` +
    `<wsp:Policy wsu:Id="${name}_policy"><wsp:ExactlyOne><wsp:All><sp:TransportBinding/><sp:SignedSupportingTokens>` +
    `<wsp:Policy>${issued}</wsp:Policy></sp:SignedSupportingTokens></wsp:All></wsp:ExactlyOne></wsp:Policy>` +
    `<wsdl:service name="GroupExpansionService"><wsdl:port name="${name}" binding="tns:${name}">` +
    `<soap:address location="${escapeAttribute(`${options.baseUrl}${GROUP_EXPANSION_PORT_PATH}`)}"/></wsdl:port>` +
    '</wsdl:service></wsdl:definitions>'
  );
}
