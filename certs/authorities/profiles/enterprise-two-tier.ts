import { allNames, assemble } from '../assemble.js';
import { companyOf, directoryName, domainOf } from '../company.js';
import { addDays, addYears } from '../dates.js';
import { authorityKey, leafKey } from '../keys.js';
import type { ChainRecipe } from './profile.js';

/** An off-line root with an issuing authority below it: most large Lync deployments. */
export const enterpriseTwoTier: ChainRecipe<'enterprise-two-tier'> = {
  profile: 'enterprise-two-tier',
  explain: "A company root authority, and below it the issuing authority that signs the server's certificate.",
  async mint(spec) {
    const { issueCertificate } = await import('../issue.js');
    const [rootKey, issuingKey, key] = await Promise.all([authorityKey(), authorityKey(), leafKey()]);
    const domain = domainOf(spec.subject);
    const company = companyOf(spec);
    const root = await issueCertificate({
      subject: directoryName(domain, `${company} Root CA`),
      publicKey: rootKey.publicKey,
      selfKey: rootKey.privateKey,
      notBefore: addYears(spec.at, -10),
      notAfter: addYears(spec.at, 10),
      hash: 'sha256',
      purpose: 'authority',
    });
    const issuing = await issueCertificate({
      subject: directoryName(domain, `${company} Issuing CA`),
      publicKey: issuingKey.publicKey,
      issuer: { certificate: root, privateKey: rootKey.privateKey },
      notBefore: addYears(spec.at, -5),
      notAfter: addYears(spec.at, 5),
      hash: 'sha256',
      purpose: 'authority',
      pathLength: 0,
      crl: `http://pki.${domain}/root.crl`,
    });
    const leaf = await issueCertificate({
      subject: [['CN', spec.subject]],
      publicKey: key.publicKey,
      issuer: { certificate: issuing, privateKey: issuingKey.privateKey },
      notBefore: addDays(spec.at, -30),
      notAfter: addDays(addYears(spec.at, 2), -30),
      hash: 'sha256',
      ...(spec.serial === undefined ? {} : { serial: spec.serial }),
      purpose: 'server',
      dnsNames: allNames(spec),
      crl: `http://pki.${domain}/issuing.crl`,
    });
    const privateKey = key.privateKey;
    return assemble({ profile: 'enterprise-two-tier', leaf, intermediates: [issuing], root, privateKey });
  },
};
