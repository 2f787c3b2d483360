import type { Interference } from '../tls/interference.js';
import type { DhcpFault } from './dhcp/dhcp-fault.js';
import type { LdapConnectionFault, LdapFault } from './directory/directory-fault.js';
import type { DnsFault } from './dns/dns-fault.js';
import type { NtpFault } from './ntp/ntp-fault.js';
import type { SipFault } from './sip/sip-fault.js';
import type { WebConnectionFault, WebFault } from './web/web-fault.js';

/** Where a fault may stand, and what a fault there makes for the one who carries it out. */
export interface FaultPoints {
  /** Each connection to the Front End's port 5061. */
  readonly 'front-end.tls': Interference;
  /** Each connection to the web services' port 443. */
  readonly 'web.tls': Interference;
  /** Each connection to Exchange's port 443. */
  readonly 'exchange.tls': Interference;
  /** The Front End's answers that ask for credentials, or say again which are wanted. */
  readonly 'front-end.challenge': SipFault;
  /** Its answers within a handshake. */
  readonly 'front-end.handshake': SipFault;
  /** Its answers to a REGISTER whose sender is proven. */
  readonly 'front-end.register': SipFault;
  readonly 'front-end.subscribe': SipFault;
  readonly 'front-end.service': SipFault;
  readonly 'front-end.other': SipFault;
  /** Answers of the web services over https, by what was asked. */
  readonly 'web.root-chain': WebFault;
  /** Of GetAndPublishCert. */
  readonly 'web.certificate': WebFault;
  readonly 'web.certprov-metadata': WebFault;
  /** Of the Web Ticket Service at any of its ports; each leg of NTLM has its answer. */
  readonly 'web.ticket': WebFault;
  readonly 'web.ticket-pin': WebFault;
  readonly 'web.ticket-ntlm': WebFault;
  readonly 'web.ticket-cert': WebFault;
  readonly 'web.ticket-metadata': WebFault;
  readonly 'web.autodiscover': WebFault;
  readonly 'web.exchange': WebFault;
  readonly 'web.update': WebFault;
  /** Files of an update. */
  readonly 'web.update-file': WebFault;
  readonly 'web.any': WebFault;
  /** Each connection to a plain port, 80 or 8080. */
  readonly 'web-http.connection': WebConnectionFault;
  /** Answers over plain http. */
  readonly 'web-http.root-chain': WebFault;
  readonly 'web-http.autodiscover': WebFault;
  readonly 'web-http.update': WebFault;
  readonly 'web-http.update-file': WebFault;
  readonly 'web-http.any': WebFault;
  /** Answers of the name server, by the type asked for: SRV; A, AAAA and CNAME; whichever. */
  readonly 'dns.srv': DnsFault;
  readonly 'dns.address': DnsFault;
  readonly 'dns.any': DnsFault;
  /** Answers of the time server. */
  readonly 'ntp.answer': NtpFault;
  /** Each TLS handshake with the domain controller, on 636 or after StartTLS. */
  readonly 'directory.tls': Interference;
  /** Each connection to the domain controller. */
  readonly 'directory.connection': LdapConnectionFault;
  /** Its answers, by what was asked. */
  readonly 'directory.root-dse': LdapFault;
  readonly 'directory.bind': LdapFault;
  readonly 'directory.search': LdapFault;
  /** Answers to DHCPDISCOVER: offers. */
  readonly 'dhcp.discover': DhcpFault;
  /** Answers to DHCPREQUEST. */
  readonly 'dhcp.request': DhcpFault;
  /** Answers to DHCPINFORM. */
  readonly 'dhcp.inform': DhcpFault;
}

export type FaultPoint = keyof FaultPoints;

/** The points at which faults that make `Made` may stand. */
export type PointsFor<Made> = { [P in FaultPoint]: FaultPoints[P] extends Made ? P : never }[FaultPoint];

/** A point in words: whose behaviour changes, what one occasion is, and in whose name its events are recorded. */
export interface PointWords {
  readonly place: string;
  readonly occasion: string;
  readonly service: 'front-end' | 'web' | 'web-http' | 'exchange' | 'dns' | 'ntp' | 'ldap' | 'dhcp';
}

export const faultPoints: Readonly<Record<FaultPoint, PointWords>> = {
  'front-end.tls': { place: 'the Front End’s TLS port', occasion: 'connection', service: 'front-end' },
  'web.tls': { place: 'the web services’ TLS port', occasion: 'connection', service: 'web' },
  'exchange.tls': { place: 'Exchange’s TLS port', occasion: 'connection', service: 'exchange' },
  'front-end.challenge': { place: 'the Front End’s challenge', occasion: 'answer', service: 'front-end' },
  'front-end.handshake': { place: 'the Front End’s part of a handshake', occasion: 'answer', service: 'front-end' },
  'front-end.register': {
    place: 'the Front End’s answer to a signed REGISTER',
    occasion: 'answer',
    service: 'front-end',
  },
  'front-end.subscribe': { place: 'the Front End’s answer to a SUBSCRIBE', occasion: 'answer', service: 'front-end' },
  'front-end.service': { place: 'the Front End’s answer to a SERVICE', occasion: 'answer', service: 'front-end' },
  'front-end.other': { place: 'the Front End’s answer to another request', occasion: 'answer', service: 'front-end' },
  'web.root-chain': { place: 'the root chain over https', occasion: 'answer', service: 'web' },
  'web.certificate': { place: 'the answer to GetAndPublishCert', occasion: 'answer', service: 'web' },
  'web.certprov-metadata': {
    place: 'the metadata of certificate provisioning',
    occasion: 'answer',
    service: 'web',
  },
  'web.ticket': { place: 'the web ticket service', occasion: 'answer', service: 'web' },
  'web.ticket-pin': { place: 'the web ticket service’s port for a PIN', occasion: 'answer', service: 'web' },
  'web.ticket-ntlm': {
    place: 'the web ticket service’s port for a Windows account',
    occasion: 'answer',
    service: 'web',
  },
  'web.ticket-cert': {
    place: 'the web ticket service’s port for a certificate',
    occasion: 'answer',
    service: 'web',
  },
  'web.ticket-metadata': { place: 'the metadata of the web ticket service', occasion: 'answer', service: 'web' },
  'web.autodiscover': { place: 'Autodiscover', occasion: 'answer', service: 'web' },
  'web.exchange': { place: 'Exchange', occasion: 'answer', service: 'web' },
  'web.update': { place: 'the device update service over https', occasion: 'answer', service: 'web' },
  'web.update-file': { place: 'a file of an update over https', occasion: 'answer', service: 'web' },
  'web.any': { place: 'the web services over https', occasion: 'answer', service: 'web' },
  'web-http.connection': {
    place: 'the web services’ plain http port',
    occasion: 'connection',
    service: 'web-http',
  },
  'web-http.root-chain': { place: 'the root chain over plain http', occasion: 'answer', service: 'web-http' },
  'web-http.autodiscover': { place: 'Autodiscover over plain http', occasion: 'answer', service: 'web-http' },
  'web-http.update': {
    place: 'the device update service over plain http',
    occasion: 'answer',
    service: 'web-http',
  },
  'web-http.update-file': { place: 'a file of an update over plain http', occasion: 'answer', service: 'web-http' },
  'web-http.any': { place: 'the web services over plain http', occasion: 'answer', service: 'web-http' },
  'dns.srv': { place: 'the name server’s answer about a service', occasion: 'answer', service: 'dns' },
  'dns.address': { place: 'the name server’s answer about an address', occasion: 'answer', service: 'dns' },
  'dns.any': { place: 'the name server', occasion: 'answer', service: 'dns' },
  'ntp.answer': { place: 'the time server', occasion: 'answer', service: 'ntp' },
  'directory.tls': { place: 'the domain controller’s TLS', occasion: 'connection', service: 'ldap' },
  'directory.connection': { place: 'the domain controller', occasion: 'connection', service: 'ldap' },
  'directory.root-dse': { place: 'the domain controller’s rootDSE', occasion: 'answer', service: 'ldap' },
  'directory.bind': { place: 'the domain controller’s answer to a bind', occasion: 'answer', service: 'ldap' },
  'directory.search': { place: 'the domain controller’s answer to a search', occasion: 'answer', service: 'ldap' },
  'dhcp.discover': { place: 'the DHCP server’s offer', occasion: 'answer', service: 'dhcp' },
  'dhcp.request': { place: 'the DHCP server’s answer to a REQUEST', occasion: 'answer', service: 'dhcp' },
  'dhcp.inform': { place: 'the DHCP server’s answer to an INFORM', occasion: 'answer', service: 'dhcp' },
};

export function isFaultPoint(text: string): text is FaultPoint {
  return Object.hasOwn(faultPoints, text);
}
