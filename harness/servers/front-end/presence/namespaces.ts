/** Namespaces of the rich presence documents (reference 6.5 to 6.7). Clients read local names (observed of pidgin-sipe). */
export const CATEGORIES = 'http://schemas.microsoft.com/2006/09/sip/categories';
export const CONTACT_CARD = 'http://schemas.microsoft.com/2006/09/sip/contactcard';
export const CONTAINERS = 'http://schemas.microsoft.com/2006/09/sip/containers';
export const ROAMING_SELF = 'http://schemas.microsoft.com/2006/09/sip/roaming-self';
export const STATE = 'http://schemas.microsoft.com/2006/09/sip/state';
export const SUBSCRIBERS = 'http://schemas.microsoft.com/2006/09/sip/presence-subscribers';
export const RLMI = 'urn:ietf:params:xml:ns:rlmi';
export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
export const SOAP_ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
/** Contact management and LCS presence (MS-SIP 3.7.4). */
export const WINRTC_SIP = 'http://schemas.microsoft.com/winrtc/2002/11/sip';
