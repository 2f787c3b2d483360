import type { KeyObject } from 'node:crypto';
import type { Anchor } from '../../certs/trust/index.js';
import type { EngineSession } from '../tls/index.js';
import type { LeaseDetails } from './lease-details.js';
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

/** What the phone has learnt from the network so far. */
export interface PhoneMemory {
  lease?: LeaseDetails;
  /** URL of the Certificate Provisioning service, as spelled by option 43 or `sts-uri`. */
  certificateService?: string;
  /** Names in option 120. */
  registrars: readonly string[];
  /** Host and port of the registrar in use. */
  registrar?: string;
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
}

export function emptyMemory(): PhoneMemory {
  return { registrars: [], deliveredAnchors: [], intermediates: [], sessions: new Map() };
}

/** What a power cycle wipes: all but the certificates. */
export function forgetNetwork(memory: PhoneMemory): void {
  delete memory.lease;
  delete memory.certificateService;
  delete memory.registrar;
  delete memory.ticket;
  memory.registrars = [];
  memory.sessions.clear();
}

export function forgetUser(memory: PhoneMemory): void {
  delete memory.sipAddress;
  delete memory.ticket;
  delete memory.certificate;
}
