import type { ChainDescription } from '../chain-description.js';
import { companyDomainOf, companyOf, directoryName } from '../company.js';
import { addYears } from '../dates.js';
import type { ServerCertificateSpec } from '../server-certificate.js';
import { authority, serverLeaf } from './parts.js';
import type { ChainRecipe } from './profile.js';

/** An enterprise root authority that issues directly: most small Lync deployments. */
export const enterpriseRoot: ChainRecipe<'enterprise-root'> = {
  profile: 'enterprise-root',
  explain: 'A company root authority in Active Directory issues the server certificate itself (SHA-256, RSA 2048).',
  describe: (spec) => singleTier(spec, 'enterprise-root', 'sha256RSA'),
};

/** The same as it was set up before 2013, when SHA-1 was the default of Windows certificate services. */
export const enterpriseRootSha1: ChainRecipe<'enterprise-root-sha1'> = {
  profile: 'enterprise-root-sha1',
  explain: 'A company root authority of old, which signs with SHA-1, issues the server certificate itself.',
  describe: (spec) => singleTier(spec, 'enterprise-root-sha1', 'sha1RSA'),
};

function singleTier(
  spec: ServerCertificateSpec,
  profile: string,
  algorithm: 'sha1RSA' | 'sha256RSA',
): ChainDescription {
  const domain = companyDomainOf(spec);
  const root = authority({
    id: 'root',
    issuer: 'root',
    subject: directoryName(domain, `${companyOf(spec)} Root CA`),
    algorithm,
    notBefore: addYears(spec.at, -10),
    notAfter: addYears(spec.at, 10),
  });
  const leaf = serverLeaf(spec, { issuer: 'root', algorithm, years: 2, crl: `http://pki.${domain}/root.crl` });
  return { profile, defects: [], certificates: [leaf, root], sent: ['leaf'], standIns: [] };
}
