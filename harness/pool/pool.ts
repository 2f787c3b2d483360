import { Accounts } from './accounts.js';
import { Bindings } from './bindings.js';
import { Contacts } from './contacts.js';
import { Devices } from './devices.js';
import { DhcpOptions } from './dhcp-options.js';
import { Directory } from './directory.js';
import { PinLocks } from './pin-locks.js';
import { Presence } from './presence.js';
import { PresentedCertificate } from './presented-certificate.js';
import { PublishedCertificates } from './published-certificates.js';
import { TrustedCas } from './trusted-cas.js';
import { Updates } from './updates.js';

/** What changes while a lab runs and several of its servers share. One pool a lab, never a global. */
export class Pool {
  readonly accounts = new Accounts();
  readonly devices: Devices;
  readonly certificates: PublishedCertificates;
  readonly presented = new PresentedCertificate();
  readonly dhcp = new DhcpOptions();
  readonly trustedCas = new TrustedCas();
  readonly pinLocks = new PinLocks();
  readonly bindings = new Bindings();
  readonly contacts = new Contacts();
  readonly presence = new Presence();
  /** Empty until a directory server fills it from the deployment. */
  readonly directory = new Directory();
  readonly updates = new Updates();

  /** `before`: of a lab in whose place another one is opened; what phones were given, and what is known of them, stays. */
  constructor(before?: Pool) {
    this.certificates = before?.certificates ?? new PublishedCertificates();
    this.devices = before?.devices ?? new Devices();
    before?.certificates.reachAsDeployed();
  }
}
