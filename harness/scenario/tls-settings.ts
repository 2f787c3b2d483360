import { defaultTlsSettings, mergeTlsSettings, type TlsPortSettings, type TlsSettings } from '../tls/index.js';
import type { TlsSpec } from './schema/tls.js';

/** What the TLS ports speak: a port's own words over the default's, over TLS 1.0 to 1.3 with every suite there is. */
export function tlsSettingsOf(spec: TlsSpec = {}): TlsPortSettings {
  // The schema admits the known engines and versions alone.
  const given = spec as { readonly [K in keyof TlsSpec]: Partial<TlsSettings> | undefined };
  const base = mergeTlsSettings(defaultTlsSettings, given.default);
  return {
    default: base,
    ...(given['front-end'] && { 'front-end': mergeTlsSettings(base, given['front-end']) }),
    ...(given.exchange && { exchange: mergeTlsSettings(base, given.exchange) }),
    ...(given.directory && { directory: mergeTlsSettings(base, given.directory) }),
    ...(given.web && { web: mergeTlsSettings(base, given.web) }),
  };
}
