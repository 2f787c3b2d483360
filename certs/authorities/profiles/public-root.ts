import { trustStore } from '../../trust/trust-store.js';
import type { CertificateDescription, ChainDescription } from '../chain-description.js';
import { companyDomainOf, companyOf } from '../company.js';
import { addDays, addYears } from '../dates.js';
import type { ServerCertificateSpec } from '../server-certificate.js';
import { authority, serverLeaf } from './parts.js';
import type { ChainRecipe } from './profile.js';
import { type PublicIssuer, publicIssuerOf, publicIssuers } from './public-issuers/index.js';
import { standIn, twinOf } from './stand-in.js';

/** The public chain of the incident that started this project: its root came to the phones with CU11 only. */
export const digicertGlobal2014: ChainRecipe<'digicert-global-2014'> = {
  profile: 'digicert-global-2014',
  explain:
    'A public certificate of 2014: a stand-in of DigiCert Global Root CA (in firmware from CU11 on), DigiCert SHA2 Secure Server CA, the server.',
  describe: (spec) => publicChain(spec, 'digicert-global-2014', '22'),
};

/** A chain below a stand-in of each root that Lync phones ever had built in; `root-22` for lpe-root-22. */
export const publicRoots: readonly ChainRecipe[] = Object.entries(publicIssuers)
  .toSorted(([a], [b]) => a.localeCompare(b))
  .map(([number, issuer]) => ({
    profile: `root-${number}` as const,
    explain: `A public certificate from ${issuer.name}, below a stand-in of ${issuer.root}.`,
    describe: (spec) => publicChain(spec, `root-${number}`, number),
  }));

function publicChain(spec: ServerCertificateSpec, profile: string, number: string): ChainDescription {
  const anchor = `lpe-root-${number}`;
  const root = standIn(anchor, 'root');
  const issuer = publicIssuerOf(number);
  const { algorithm } = issuer;
  const issuing = authority({
    id: 'issuing',
    issuer: 'root',
    subject: issuer.subject,
    algorithm,
    ...issuingValidity(issuer, spec.at),
    pathLength: 0,
  });
  const leaf = serverLeaf(spec, {
    issuer: 'issuing',
    algorithm,
    years: 1,
    subject: [
      ['C', 'US'],
      ['O', companyOf(spec)],
      ['CN', spec.subject],
    ],
    crl: `http://crl.${companyDomainOf(spec)}/issuing.crl`,
  });
  const twin = otherCertificate(anchor);
  return {
    profile,
    defects: [],
    certificates: [leaf, issuing, root, ...(twin === undefined ? [] : [twin.certificate])],
    sent: ['leaf', 'issuing'],
    standIns: [{ anchor, id: 'root' }, ...(twin === undefined ? [] : [{ anchor: twin.anchor, id: 'root-twin' }])],
  };
}

/** The root's other certificate with its key, so that phones that have only that one are served too. */
function otherCertificate(anchor: string): { anchor: string; certificate: CertificateDescription } | undefined {
  const { roots } = trustStore();
  const real = roots.find(({ id }) => id === anchor);
  const other = (real && twinOf(real)) ?? roots.find(({ sameKeyAs }) => sameKeyAs === anchor);
  if (other === undefined) return undefined;
  return { anchor: other.id, certificate: { ...standIn(other.id, 'root-twin'), keyOf: 'root' } };
}

/** The issuing authority's own years where they cover the scenario; otherwise ten years around it. */
function issuingValidity({ from, until }: PublicIssuer, at: Date): { notBefore: Date; notAfter: Date } {
  const notBefore = new Date(from);
  const notAfter = new Date(until);
  return addDays(at, -60) > notBefore && addYears(at, 1) < notAfter
    ? { notBefore, notAfter }
    : { notBefore: addYears(at, -5), notAfter: addYears(at, 5) };
}
