import type { Deployment } from './deployment.js';

/** An entry of a calendar. */
export interface Appointment {
  /** Account name of a user. */
  readonly user: string;
  readonly subject: string;
  readonly location?: string;
  readonly start: Date;
  readonly end: Date;
}

/** The Exchange organization beside Lync, as far as a phone notices it. */
export interface ExchangeSettings {
  /** Whether https on 443 listens. */
  readonly https: boolean;
  /** Whether http on 80 listens; it sends to https. */
  readonly http: boolean;
  /** Whether DNS has `autodiscover.<SMTP domain>`. */
  readonly autodiscoverName: boolean;
  /** When the host presents `certificates.exchangeRenewed`: the scenario's date, and how long after its deployment. */
  readonly renewed?: { readonly at: Date; readonly afterMs: number };
  readonly appointments: readonly Appointment[];
}

export const autodiscoverPath = '/Autodiscover/Autodiscover.xml';
export const exchangeServicePath = '/EWS/Exchange.asmx';

/** Names the certificate of the Exchange host holds (Exchange 2010 certificate requirements). */
export function exchangeCertificateNames(fqdn: string, smtpDomains: readonly string[]): string[] {
  return [...new Set([fqdn, ...smtpDomains.map((domain) => `autodiscover.${domain}`)])];
}

/** Whether there is an Exchange host. */
export function hasExchange(deployment: Deployment): boolean {
  return deployment.exchange !== undefined && deployment.hosts.has('exchange');
}
