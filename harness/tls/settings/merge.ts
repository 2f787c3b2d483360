import type { TlsSettings } from './settings.js';

/** Settings of a deployment: for every TLS port, and where one differs. */
export interface TlsPortSettings {
  readonly default: TlsSettings;
  readonly 'front-end'?: TlsSettings;
  readonly web?: TlsSettings;
  readonly exchange?: TlsSettings;
  readonly directory?: TlsSettings;
}

/** Whichever settings are given, over `base`; `undefined` counts as not given. */
export function mergeTlsSettings(
  base: TlsSettings,
  given: { readonly [K in keyof TlsSettings]?: TlsSettings[K] | undefined } = {},
): TlsSettings {
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...base, ...Object.fromEntries(known) };
}

/** The settings of one port. */
export function portSettings(
  settings: TlsPortSettings,
  port: 'front-end' | 'web' | 'exchange' | 'directory',
): TlsSettings {
  return settings[port] ?? settings.default;
}
