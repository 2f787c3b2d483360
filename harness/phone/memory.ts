import type { KeyObject } from 'node:crypto';
import type { Anchor } from '../../certs/trust/index.js';
import type { EngineSession } from '../tls/index.js';
import type { PublicationVersions } from './after-sign-in/publication-versions.js';
import type { ExchangeAccount } from './exchange/visit.js';
import type { LeaseDetails } from './lease-details.js';
import type { Provisioned } from './provisioned.js';
import type { RegistrarPlace } from './sip/redirect.js';
import type { Flash, UpdateOffer } from './update/flash.js';
import type { HeldTicket } from './web-ticket.js';

/** The certificate a user has on this phone, with its key. */
export interface UserCertificate {
  /** DER. */
  readonly certificate: Buffer;
  readonly privateKey: KeyObject;
  /** SHA-1, upper-case hex. */
  readonly thumbprint: string;
  readonly notAfter: Date;
}

/** A TLS session that can be resumed, with what it was made on. */
export interface KeptSession {
  readonly session: EngineSession;
  /** The chain the server showed, DER, leaf first: a resumed handshake shows none. */
  readonly presented: readonly Buffer[];
}

/** A registrar that took the user, and where its name led. */
export interface KnownRegistrar {
  readonly host: string;
  readonly port: number;
  /** IPv4. */
  readonly addresses: readonly string[];
}

/** What the phone has learnt from the network so far. */
export interface PhoneMemory {
  /** The firmware is the phone's own: no reset changes it. */
  readonly flash: Flash;
  /** What the update service offered at the last check. */
  offered?: UpdateOffer & { readonly outside: boolean };
  /** Somebody had the phone send its logs. */
  logsSent?: boolean;
  /** A PIN locks the phone; the digits are nobody's business. */
  deviceLock?: boolean;
  lease?: LeaseDetails;
  /** The address leased last, asked for again after a power cycle. */
  lastAddress?: string;
  /** Stored when DHCP told it (documented). */
  voiceVlan?: number;
  /** URL of the Certificate Provisioning service, as spelled by option 43 or `sts-uri`. */
  certificateService?: string;
  /** Names in option 120. */
  registrars: readonly string[];
  /** The SIP server autodiscover told of, until somebody is registered. */
  discovered?: RegistrarPlace;
  /** Host and port of the registrar in use. */
  registrar?: string;
  /** The one connected to last. */
  reached?: KnownRegistrar;
  /** The last that registered the user; kept over power cycles, and used where DNS fails (documented). */
  lastRegistrar?: KnownRegistrar;
  /** Why Active Directory gave no CA certificates at this sign-in: nobody answered, or there were none, not by a CA's page either. */
  directoryFailed?: 'not-accessible' | 'no-certificate';
  /** Kept over power cycles, as the chain of the first contact is (field report). */
  readonly deliveredAnchors: Anchor[];
  /** DER; complete a chain, and are trusted by nobody. */
  readonly intermediates: Buffer[];
  /** By the name of the server, as Secure Channel of Windows keeps them (inferred). */
  readonly sessions: Map<string, KeptSession>;
  /** Without `sip:`. */
  sipAddress?: string;
  ticket?: HeldTicket;
  certificate?: UserCertificate;
  /** Of the device as much as of the user: kept over power cycles (inferred). */
  provisioned?: Provisioned;
  /** SIP addresses in the contact list. */
  readonly contacts: Set<string>;
  readonly publications: PublicationVersions;
  /** Absent where there is no Exchange, or the user has no password here. */
  exchange?: ExchangeAccount;
}

/** Of a phone that was made with that firmware. */
export function emptyMemory(firmware: string): PhoneMemory {
  return {
    flash: { current: firmware },
    registrars: [],
    deliveredAnchors: [],
    intermediates: [],
    sessions: new Map(),
    contacts: new Set(),
    publications: new Map(),
  };
}

/** What a power cycle wipes: all but the certificates, and the ticket of a phone that keeps it. */
export function forgetNetwork(memory: PhoneMemory, keepsTicket = false): void {
  delete memory.lease;
  delete memory.certificateService;
  delete memory.registrar;
  delete memory.offered;
  if (!keepsTicket) delete memory.ticket;
  delete memory.reached;
  delete memory.exchange;
  delete memory.directoryFailed;
  delete memory.discovered;
  memory.registrars = [];
  memory.sessions.clear();
}

export function forgetUser(memory: PhoneMemory): void {
  delete memory.sipAddress;
  delete memory.lastRegistrar;
  delete memory.discovered;
  delete memory.ticket;
  delete memory.certificate;
  delete memory.exchange;
  memory.contacts.clear();
  memory.publications.clear();
}

/**
 * A soft reset clears cached credentials and certificates (field report). That the delivered chain is among them is
 * inferred: a reset is what helps a phone that holds an old one.
 */
export function softReset(memory: PhoneMemory): void {
  forgetNetwork(memory);
  forgetUser(memory);
  delete memory.lastAddress;
  delete memory.voiceVlan;
  memory.deliveredAnchors.length = 0;
  memory.intermediates.length = 0;
}

/** The state of delivery. */
export function factoryReset(memory: PhoneMemory): void {
  softReset(memory);
  delete memory.provisioned;
  delete memory.deviceLock;
}
