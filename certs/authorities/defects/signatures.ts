import { type ChainDescription, certificateOf, changed, intermediatesOf } from '../chain-description.js';
import type { SignatureAlgorithm } from '../signature.js';
import type { Defect } from './defect.js';

function leafSigned(id: string, algorithm: SignatureAlgorithm, explain: string): Defect {
  return { id, explain, apply: (chain) => changed(chain, 'leaf', { algorithm }) };
}

function intermediatesSigned(id: string, algorithm: SignatureAlgorithm, explain: string): Defect {
  return { id, explain, needs: 'intermediate', apply: (chain) => allIntermediates(chain, algorithm) };
}

function allIntermediates(chain: ChainDescription, algorithm: SignatureAlgorithm): ChainDescription {
  return intermediatesOf(chain).reduce((now, { id }) => changed(now, id, { algorithm }), chain);
}

/** An elliptic authority can only sign the ECDSA way. */
const ecdsaIssuer: Defect = {
  id: 'ecdsa-issuer',
  explain: 'The authority that issued the server certificate has an elliptic key and signs with ECDSA and SHA-256.',
  needs: 'intermediate',
  apply(chain) {
    const { issuer } = certificateOf(chain, 'leaf');
    return changed(changed(chain, issuer, { key: 'ec-p384' }), 'leaf', { algorithm: 'ecdsaSHA256' });
  },
};

const pssBoth: Defect = {
  id: 'pss-both',
  explain: 'Server certificate and issuing authority are signed with RSASSA-PSS, the alternate signature of Windows.',
  needs: 'intermediate',
  apply: (chain) => changed(allIntermediates(chain, 'pssSHA256'), 'leaf', { algorithm: 'pssSHA256' }),
};

export const signatures: readonly Defect[] = [
  leafSigned('leaf-md2', 'md2RSA', 'The server certificate is signed with MD2.'),
  leafSigned('leaf-md5', 'md5RSA', 'The server certificate is signed with MD5.'),
  leafSigned('leaf-sha1', 'sha1RSA', 'The server certificate is signed with SHA-1.'),
  leafSigned('leaf-sha256', 'sha256RSA', 'The server certificate is signed with SHA-256.'),
  leafSigned('leaf-sha384', 'sha384RSA', 'The server certificate is signed with SHA-384.'),
  leafSigned('leaf-sha512', 'sha512RSA', 'The server certificate is signed with SHA-512.'),
  intermediatesSigned('intermediate-md5', 'md5RSA', 'The issuing authority is signed with MD5.'),
  intermediatesSigned('intermediate-sha1', 'sha1RSA', 'The issuing authority is signed with SHA-1.'),
  intermediatesSigned('intermediate-sha384', 'sha384RSA', 'The issuing authority is signed with SHA-384.'),
  intermediatesSigned('intermediate-sha512', 'sha512RSA', 'The issuing authority is signed with SHA-512.'),
  leafSigned('pss-leaf', 'pssSHA256', 'The server certificate is signed with RSASSA-PSS.'),
  leafSigned('pss-leaf-sha1', 'pssSHA1', 'The server certificate is signed with RSASSA-PSS and SHA-1.'),
  intermediatesSigned('pss-intermediate', 'pssSHA256', 'The issuing authority is signed with RSASSA-PSS.'),
  pssBoth,
  ecdsaIssuer,
];
