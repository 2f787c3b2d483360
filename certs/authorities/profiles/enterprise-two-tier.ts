import { added, type ChainDescription } from '../chain-description.js';
import { companyDomainOf, companyOf, directoryName } from '../company.js';
import { addYears } from '../dates.js';
import type { ServerCertificateSpec } from '../server-certificate.js';
import { authority, serverLeaf } from './parts.js';
import type { ChainRecipe } from './profile.js';

/** An off-line root with an issuing authority below it: most large Lync deployments. */
export const enterpriseTwoTier: ChainRecipe<'enterprise-two-tier'> = {
  profile: 'enterprise-two-tier',
  explain: "A company root authority, and below it the issuing authority that signs the server's certificate.",
  describe: (spec) => twoTier(spec, 'enterprise-two-tier', 'Root CA'),
};

/** The server has moved; phones may still know the old root alone. */
export const enterpriseMigrated: ChainRecipe<'enterprise-migrated'> = {
  profile: 'enterprise-migrated',
  explain:
    'A company has moved from an old root authority with SHA-1 to a new root and issuing authority with SHA-256; the old root still exists beside them.',
  describe: (spec) =>
    added(
      twoTier(spec, 'enterprise-migrated', 'Root CA G2'),
      authority({
        id: 'old-root',
        issuer: 'old-root',
        subject: directoryName(companyDomainOf(spec), `${companyOf(spec)} Root CA`),
        algorithm: 'sha1RSA',
        notBefore: addYears(spec.at, -10),
        notAfter: addYears(spec.at, 10),
      }),
    ),
};

function twoTier(spec: ServerCertificateSpec, profile: string, rootName: string): ChainDescription {
  const domain = companyDomainOf(spec);
  const company = companyOf(spec);
  const algorithm = 'sha256RSA';
  const root = authority({
    id: 'root',
    issuer: 'root',
    subject: directoryName(domain, `${company} ${rootName}`),
    algorithm,
    notBefore: addYears(spec.at, -10),
    notAfter: addYears(spec.at, 10),
  });
  const issuing = authority({
    id: 'issuing',
    issuer: 'root',
    subject: directoryName(domain, `${company} Issuing CA`),
    algorithm,
    notBefore: addYears(spec.at, -5),
    notAfter: addYears(spec.at, 5),
    pathLength: 0,
    crl: `http://pki.${domain}/root.crl`,
  });
  const leaf = serverLeaf(spec, { issuer: 'issuing', algorithm, years: 2, crl: `http://pki.${domain}/issuing.crl` });
  return { profile, defects: [], certificates: [leaf, issuing, root], sent: ['leaf', 'issuing'], standIns: [] };
}
