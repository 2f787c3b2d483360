import type { Deployment } from '../../../deployment/index.js';
import type { RequestedLifetime } from '../../../wire/soap/index.js';

const HOUR_MS = 3_600_000;

/**
 * Hours a certificate lives: what the client asked for, else DefaultValidityPeriodHours, held between
 * MinValidityPeriodHours and MaxValidityPeriodHours. That clients may ask is documented (Set-CsWebServiceConfiguration);
 * that a wish out of range is cut short and not refused is inferred.
 */
export function validityHours(
  { certificateProvisioning, webServices }: Pick<Deployment, 'certificateProvisioning' | 'webServices'>,
  asked: RequestedLifetime | undefined,
  now: Date,
): number {
  const { max, min } = certificateProvisioning.validityHours;
  const wanted = asked
    ? (asked.expires.getTime() - (asked.created ?? now).getTime()) / HOUR_MS
    : webServices.certificateHours;
  return Math.min(max, Math.max(min, wanted));
}
