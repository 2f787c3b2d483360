import { type ExchangeSettings, exchangeCertificateNames, type Host } from '../deployment/index.js';
import type { DeploymentSpec, ServerCertificateSpec } from './schema/deployment.js';
import { durationMs } from './schema/duration.js';

/** Whether the scenario deploys an Exchange host. */
export function deploysExchange({ exchange, hosts, certificates }: DeploymentSpec): boolean {
  return [exchange, hosts?.exchange, certificates?.exchange, certificates?.exchangeRenewed].some(
    (each) => each !== undefined,
  );
}

/** The Exchange organization; `at`: the scenario's date when it is deployed. */
export function exchangeOf({ exchange = {} }: DeploymentSpec, at: Date): ExchangeSettings {
  const renewed = exchange.certificateRenewed;
  const appointments = exchange.appointments ?? [];
  return {
    https: exchange.https ?? true,
    http: exchange.http ?? true,
    autodiscoverName: exchange.autodiscoverName ?? true,
    ...(renewed && { renewed: renewedAt(renewed, at) }),
    appointments: appointments.map(({ user, subject, location, start, end }) => ({
      user,
      subject,
      ...(location !== undefined && { location }),
      start: new Date(start),
      end: new Date(end),
    })),
  };
}

function renewedAt(
  renewed: NonNullable<NonNullable<DeploymentSpec['exchange']>['certificateRenewed']>,
  deployed: Date,
): NonNullable<ExchangeSettings['renewed']> {
  const start = deployed.getTime();
  const afterMs = 'after' in renewed ? durationMs(renewed.after) : Math.max(0, Date.parse(renewed.on) - start);
  return { at: new Date(start + afterMs), afterMs };
}

/** The certificates of the Exchange host that are to be minted: its own, when it has one, and the one it gets later. */
export function exchangeCertificates(
  { certificates }: DeploymentSpec,
  exchange: Host | undefined,
  smtpDomains: readonly string[],
): { readonly exchange?: ServerCertificateSpec; readonly exchangeRenewed?: ServerCertificateSpec } {
  if (!exchange) return {};
  const usual = { subject: exchange.fqdn, names: exchangeCertificateNames(exchange.fqdn, smtpDomains) };
  // Without a word of its own it comes from where Lync's certificate comes from.
  const own = certificates?.exchange ?? { profile: certificates?.default?.profile };
  const renewed = certificates?.exchangeRenewed;
  return { exchange: { ...usual, ...own }, ...(renewed && { exchangeRenewed: { ...usual, ...renewed } }) };
}
