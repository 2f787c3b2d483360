import { randomUUID } from 'node:crypto';
import { certsOnlyPkcs7, type ServerCertificate } from '../../../../certs/authorities/index.js';
import { certificateProvisioningUrl, webTicketUrl } from '../../../deployment/index.js';
import { child, text } from '../../../wire/xml/index.js';
import type { WebExchange } from '../exchange.js';
import { firstElement, soapActionOf } from './match.js';

const UNITS_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Gives placeholders their values for one request; what the request does not have is empty. */
export function templateValues(exchange: Pick<WebExchange, 'request' | 'context'>): (placeholder: string) => string {
  const { request, context } = exchange;
  const { deployment, clock, pool } = context;
  const now = clock.now();
  const identifiers = new Map<string, string>();
  const fixed: Readonly<Record<string, () => string>> = {
    operation: () => firstElement(request)?.localName ?? '',
    namespace: () => firstElement(request)?.namespace ?? '',
    method: () => request.method,
    path: () => request.path,
    'soap-action': () => soapActionOf(request) ?? '',
    'message-id': () => messageId(exchange),
    'sip-domain': () => deployment.sipDomain,
    'dhcp-domain': () => deployment.dhcpDomain,
    'netbios-domain': () => deployment.netbiosDomain,
    'url.web-ticket': () => webTicketUrl(deployment),
    'url.certificate-provisioning': () => certificateProvisioningUrl(deployment),
    'root-chain.pkcs7': () => certsOnlyPkcs7(authorities(pool.presented.of(deployment))).toString('base64'),
    'root-chain.root': () => authorities(pool.presented.of(deployment))[0]?.toString('base64') ?? '',
    now: () => isoSeconds(now),
    'http-date': () => now.toUTCString(),
    uuid: () => randomUUID(),
  };
  return (placeholder) => {
    // Their values are known to the device update service alone.
    if (placeholder.startsWith('update.')) return '';
    if (Object.hasOwn(fixed, placeholder)) return fixed[placeholder]?.() ?? '';
    const [, sign, amount, unit = ''] = /^now([+-])(\d+)([smhd])$/.exec(placeholder) ?? [];
    if (sign !== undefined) {
      const ms = Number(amount) * (UNITS_MS[unit] ?? 0);
      return isoSeconds(new Date(now.getTime() + (sign === '-' ? -ms : ms)));
    }
    const host = /^host\.(.*)$/.exec(placeholder)?.[1];
    if (host !== undefined) return deployment.hosts.get(host)?.fqdn ?? '';
    const known = identifiers.get(placeholder) ?? randomUUID();
    identifiers.set(placeholder, known);
    return known;
  };
}

/** The chain as the anonymous service publishes it unless told otherwise: root first. */
function authorities({ chain: [leaf], intermediates, root }: ServerCertificate): readonly Buffer[] {
  const top = root ?? (intermediates.length === 0 ? leaf : undefined);
  return [...(top ? [top] : []), ...intermediates.toReversed()];
}

function messageId({ request: { envelope } }: Pick<WebExchange, 'request'>): string {
  const found = envelope?.header && child(envelope.header, 'MessageID');
  return found ? text(found).trim() : '';
}

/** Without milliseconds; a date beyond what years can be written as stays at the last one. */
function isoSeconds(date: Date): string {
  const latest = Date.UTC(9999, 11, 31);
  const ms = Number.isNaN(date.getTime()) ? latest : Math.min(latest, Math.max(0, date.getTime()));
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
