import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { type StoredRoot, storedRoot } from '../../trust/trust-store.js';
import { allNames, assemble } from '../assemble.js';
import { companyOf, domainOf } from '../company.js';
import { addDays, addYears } from '../dates.js';
import { authorityKey, leafKey } from '../keys.js';
import type { ChainRecipe } from './profile.js';

const ANCHOR = 'lpe-root-22';

/** The public chain of the incident that started this project: its root came to the phones with CU11 only. */
export const digicertGlobal2014: ChainRecipe<'digicert-global-2014'> = {
  profile: 'digicert-global-2014',
  explain:
    'A public certificate of 2014: a stand-in of DigiCert Global Root CA (in firmware from CU11 on), DigiCert SHA2 Secure Server CA, the server.',
  async mint(spec) {
    const { issueCertificate } = await import('../issue.js');
    const [rootKey, issuingKey, key] = await Promise.all([authorityKey(), authorityKey(), leafKey()]);
    const { real, certificate: subject } = realRoot();
    const root = await issueCertificate({
      subject,
      publicKey: rootKey.publicKey,
      selfKey: rootKey.privateKey,
      notBefore: new Date(real.notBefore),
      notAfter: new Date(real.notAfter),
      hash: 'sha1',
      purpose: 'authority',
    });
    const issuing = await issueCertificate({
      subject: [
        ['C', 'US'],
        ['O', 'DigiCert Inc'],
        ['CN', 'DigiCert SHA2 Secure Server CA'],
      ],
      publicKey: issuingKey.publicKey,
      issuer: { certificate: root, privateKey: rootKey.privateKey },
      ...issuingValidity(spec.at),
      hash: 'sha256',
      purpose: 'authority',
      pathLength: 0,
    });
    const leaf = await issueCertificate({
      subject: [
        ['C', 'US'],
        ['O', companyOf(spec)],
        ['CN', spec.subject],
      ],
      publicKey: key.publicKey,
      issuer: { certificate: issuing, privateKey: issuingKey.privateKey },
      notBefore: addDays(spec.at, -30),
      notAfter: addDays(addYears(spec.at, 1), -30),
      hash: 'sha256',
      ...(spec.serial === undefined ? {} : { serial: spec.serial }),
      purpose: 'server',
      dnsNames: allNames(spec),
      crl: `http://crl.${domainOf(spec.subject)}/issuing.crl`,
    });
    const standIn = { anchor: ANCHOR, certificate: root };
    const privateKey = key.privateKey;
    return assemble({ profile: 'digicert-global-2014', leaf, intermediates: [issuing], root, privateKey, standIn });
  },
};

/** The table's root, and its certificate, whose subject is copied with its string types. */
function realRoot(): { real: StoredRoot; certificate: Buffer } {
  const real = storedRoot(ANCHOR);
  if (real?.certificate === undefined) {
    throw new HarnessError('CERTIFICATE_SPEC_INVALID', { detail: `the trust store holds no certificate of ${ANCHOR}` });
  }
  return { real, certificate: Buffer.from(real.certificate, 'base64') };
}

/** The real issuing authority's ten years where they cover the scenario; otherwise ten years around it. */
function issuingValidity(at: Date): { notBefore: Date; notAfter: Date } {
  const notBefore = new Date('2013-03-08T12:00:00Z');
  const notAfter = new Date('2023-03-08T12:00:00Z');
  return addDays(at, -60) > notBefore && addYears(at, 1) < notAfter
    ? { notBefore, notAfter }
    : { notBefore: addYears(at, -5), notAfter: addYears(at, 5) };
}
