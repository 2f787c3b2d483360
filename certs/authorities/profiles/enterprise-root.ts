import { allNames, assemble } from '../assemble.js';
import { companyOf, directoryName, domainOf } from '../company.js';
import { addDays, addYears } from '../dates.js';
import { authorityKey, leafKey } from '../keys.js';
import type { ChainRecipe } from './profile.js';

/** An enterprise root authority that issues directly: most small Lync deployments. */
export const enterpriseRoot: ChainRecipe<'enterprise-root'> = {
  profile: 'enterprise-root',
  explain: 'A company root authority in Active Directory issues the server certificate itself (SHA-256, RSA 2048).',
  async mint(spec) {
    const { issueCertificate } = await import('../issue.js');
    const [rootKey, key] = await Promise.all([authorityKey(), leafKey()]);
    const domain = domainOf(spec.subject);
    const root = await issueCertificate({
      subject: directoryName(domain, `${companyOf(spec)} Root CA`),
      publicKey: rootKey.publicKey,
      selfKey: rootKey.privateKey,
      notBefore: addYears(spec.at, -10),
      notAfter: addYears(spec.at, 10),
      hash: 'sha256',
      purpose: 'authority',
    });
    const leaf = await issueCertificate({
      subject: [['CN', spec.subject]],
      publicKey: key.publicKey,
      issuer: { certificate: root, privateKey: rootKey.privateKey },
      notBefore: addDays(spec.at, -30),
      notAfter: addDays(addYears(spec.at, 2), -30),
      hash: 'sha256',
      ...(spec.serial === undefined ? {} : { serial: spec.serial }),
      purpose: 'server',
      dnsNames: allNames(spec),
      crl: `http://pki.${domain}/root.crl`,
    });
    return assemble({ profile: 'enterprise-root', leaf, intermediates: [], root, privateKey: key.privateKey });
  },
};
