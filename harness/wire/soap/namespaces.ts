/**
 * The namespaces of the Lync web services (MS-OCAUTHWS 2.2.1 unless noted). Slashes at the end count: the real server
 * refuses the wrong one.
 */

/** SOAP 1.1, everywhere on Lync (observed). */
export const SOAP_ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
/** SOAP 1.2: only tools that exchange metadata speak it. */
export const SOAP_12_ENVELOPE = 'http://www.w3.org/2003/05/soap-envelope';
/** Certificate Provisioning Service. */
export const CERTIFICATE_PROVISIONING = 'http://schemas.microsoft.com/OCS/AuthWebServices/';
/** Web Ticket Service, in its WSDL. */
export const WEB_TICKET = 'http://tempuri.org/';
/** WS-Trust inside GetAndPublishCert: with a slash; the real server rejects it without (observed). */
export const WS_TRUST_IN_CERTIFICATE_REQUEST = 'http://docs.oasis-open.org/ws-sx/ws-trust/200512/';
/** WS-Trust in the web ticket's request and response: without a slash (observed). */
export const WS_TRUST_IN_WEB_TICKET = 'http://docs.oasis-open.org/ws-sx/ws-trust/200512';
export const ENROLLMENT = 'http://schemas.microsoft.com/windows/pki/2009/01/enrollment';
export const WS_SECURITY = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
export const WS_SECURITY_UTILITY = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
export const WS_POLICY = 'http://schemas.xmlsoap.org/ws/2004/09/policy';
export const WS_SECURITY_POLICY = 'http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702';
export const WS_ADDRESSING = 'http://www.w3.org/2005/08/addressing';
export const WS_ADDRESSING_WSDL = 'http://www.w3.org/2006/05/addressing/wsdl';
export const METADATA_EXCHANGE = 'http://schemas.xmlsoap.org/ws/2004/09/mex';
export const WS_TRANSFER = 'http://schemas.xmlsoap.org/ws/2004/09/transfer';
export const XML_SCHEMA = 'http://www.w3.org/2001/XMLSchema';
export const WSDL = 'http://schemas.xmlsoap.org/wsdl/';
export const WSDL_SOAP = 'http://schemas.xmlsoap.org/wsdl/soap/';
export const SAML_ASSERTION = 'urn:oasis:names:tc:SAML:1.0:assertion';
export const AUTHORIZATION = 'http://schemas.xmlsoap.org/ws/2006/12/authorization';
export const WEB_AUTHENTICATION = 'urn:component:Microsoft.Rtc.WebAuthentication.2010';
export const HTTP_POLICY = 'http://schemas.microsoft.com/ws/06/2004/policy/http';
export const XML_SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';

export const ANONYMOUS_ADDRESS = `${WS_ADDRESSING}/anonymous`;
export const CLAIM_URI = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/uri';
export const CLAIMS_DIALECT = `${WEB_AUTHENTICATION}:authclaims`;

/** Token types and token formats. */
export const SAML_TOKEN = 'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV1.1';
export const SAML_ASSERTION_ID = 'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.0#SAMLAssertionID';
export const X509_TOKEN = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3';
export const PKCS10_VALUE = 'http://schemas.microsoft.com/OCS/AuthWebServices.xsd#PKCS10';
/** Inferred by analogy to `PKCS10_VALUE`. */
export const PKCS7_VALUE = 'http://schemas.microsoft.com/OCS/AuthWebServices.xsd#PKCS7';
export const BASE64_ENCODING = `${WS_SECURITY}#Base64Binary`;
/** EncodingType of a WS-Security binary token (WSS SOAP Message Security 1.1 section 6.3). */
export const BASE64_BINARY =
  'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary';
export const PASSWORD_TEXT =
  'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText';

export const COMPUTED_KEY_PSHA1 = `${WS_TRUST_IN_WEB_TICKET}/CK/PSHA1`;
export const KEY_TYPE_SYMMETRIC = `${WS_TRUST_IN_WEB_TICKET}/SymmetricKey`;
/** Inferred; no client of a phone's kind was seen to send it. */
export const KEY_TYPE_BEARER = `${WS_TRUST_IN_WEB_TICKET}/Bearer`;

/** SOAPAction values. */
export const ISSUE_TOKEN_ACTION = `${WS_TRUST_IN_WEB_TICKET}/RST/Issue`;
export const ISSUE_TOKEN_RESPONSE_ACTION = `${WS_TRUST_IN_WEB_TICKET}/RSTRC/IssueFinal`;
export const GET_AND_PUBLISH_CERT_ACTION = `${CERTIFICATE_PROVISIONING}GetAndPublishCert`;
