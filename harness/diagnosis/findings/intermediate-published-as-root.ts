import { type FindingKind, shows } from '../finding.js';

const CONTAINER = /^CN=[^,]*,CN=Certification Authorities,/i;

export const intermediatePublishedAsRoot: FindingKind = {
  id: 'intermediate-published-as-root',
  afterSignIn: 'as-well',
  explain: () => 'An issuing CA stands among the roots of Active Directory, and so in the root store of every server.',
  diagnose: (evidence) => {
    for (const told of evidence.all('ldap.certificates')) {
      const wrong = told.certificates.find(
        ({ selfSigned, subject }) =>
          !selfSigned && told.from.some((dn) => CONTAINER.test(dn) && commonName(dn) === commonName(subject)),
      );
      if (!wrong) continue;
      return {
        id: 'intermediate-published-as-root',
        sentence: `"${wrong.subject}" is no root, and is published in Active Directory as one; every domain member puts it into its root store.`,
        evidence: [shows(told, `"${wrong.subject}" by "${wrong.issuer}" in the container Certification Authorities`)],
        remedies: [
          `Publish it as an issuing CA: certutil -f -dspublish FILE SubCA; phones find it there too.`,
          'Delete it from Certification Authorities (ADSI Edit), and from the root store of every Lync server: a certificate there that is not self-signed breaks trust between servers.',
        ],
        source: 'Lync Phone Edition and Public Certificates (2014), comments; failure catalogue T08',
      };
    }
    return undefined;
  },
};

function commonName(name: string): string | undefined {
  return /^CN=([^,]*)/i.exec(name)?.[1]?.toLowerCase();
}
