import { domainOf } from './company.js';
import { describeChain } from './describe.js';
import { type MintOptions, mintTogether } from './mint-together.js';
import type { MintedChain, MintSpec } from './minted-chain.js';

/** As Get-CsCertificate lists them for a Front End Server. */
export const certificateUses = ['Default', 'WebServicesInternal', 'WebServicesExternal', 'OAuthTokenIssuer'] as const;

export type CertificateUse = (typeof certificateUses)[number];

export interface UsagesSpec extends Omit<MintSpec, 'names' | 'subject' | 'defects'> {
  /** FQDN of the pool. */
  readonly pool: string;
  /** FQDN of this server; default the pool's (Standard Edition). */
  readonly server?: string;
  /** FQDNs of the web services; default the pool's, and `web.<SIP domain>` outside. */
  readonly webInternal?: string;
  readonly webExternal?: string;
  readonly sipDomain: string;
  /** Defects of single certificates. */
  readonly defects?: Partial<Readonly<Record<CertificateUse, readonly string[]>>>;
}

export interface UsageCertificate {
  readonly use: CertificateUse;
  readonly chain: MintedChain;
}

/**
 * One certificate a use, all from the same authorities. Names are those the certificate wizard fills in, from the
 * certificate requirements for internal servers of Lync 2013; OAuthTokenIssuer bears the SIP domain and is the same
 * on every server. Errors: CERTIFICATE_SPEC_INVALID.
 */
export async function mintUsages(spec: UsagesSpec, options: MintOptions = {}): Promise<UsageCertificate[]> {
  const { algorithm, at, defects = {}, organization, profile } = spec;
  const chains = certificateUses.map((use) =>
    describeChain({
      profile,
      at,
      ...namesFor(use, spec),
      companyDomain: spec.companyDomain ?? domainOf(spec.pool),
      ...(organization === undefined ? {} : { organization }),
      ...(algorithm === undefined ? {} : { algorithm }),
      ...(spec.serial === undefined || use !== 'Default' ? {} : { serial: spec.serial }),
      defects: defects[use] ?? [],
    }),
  );
  const minted = await mintTogether(chains, options);
  return minted.flatMap((chain, index) => {
    const use = certificateUses[index];
    return use === undefined ? [] : [{ use, chain }];
  });
}

function namesFor(use: CertificateUse, spec: UsagesSpec): { subject: string; names: string[] } {
  const { pool, server = pool, sipDomain, webExternal = `web.${sipDomain}`, webInternal = pool } = spec;
  const simple = [`dialin.${sipDomain}`, `meet.${sipDomain}`];
  switch (use) {
    case 'Default':
      return { subject: pool, names: [pool, server, `sip.${sipDomain}`] };
    case 'WebServicesInternal':
      return {
        subject: webInternal,
        names: [server, ...simple, `admin.${sipDomain}`, `lyncdiscoverinternal.${sipDomain}`],
      };
    case 'WebServicesExternal':
      return { subject: webExternal, names: [...simple, `lyncdiscover.${sipDomain}`] };
    case 'OAuthTokenIssuer':
      return { subject: sipDomain, names: [] };
  }
}
