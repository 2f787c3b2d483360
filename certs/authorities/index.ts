export type { CertificateDescription, ChainDescription, KeyKind } from './chain-description.js';
export { type Defect, defects } from './defects/index.js';
export { describeChain } from './describe.js';
export { type KeySource, reusedKeys, sameAuthorities, sharedKeys, stockKeys } from './key-source.js';
export { type Migration, mintMigration } from './migration.js';
export { chainProfiles, MAX_NAMES, mintServerCertificate } from './mint.js';
export { mintChain, serverCertificateOf } from './mint-chain.js';
export { type MintOptions, mintTogether, type StandInKeys } from './mint-together.js';
export type { MintedCertificate, MintedChain, MintSpec } from './minted-chain.js';
export { MAX_PFX_BYTES, serverCertificateFromPfx } from './pfx.js';
export { certsOnlyPkcs7 } from './pkcs7.js';
export {
  DEFAULT_USER_CERTIFICATE_HOURS,
  PROVISIONING_ISSUER,
  ProvisioningAuthority,
  type ProvisioningAuthorityOptions,
  type UserCertificateOptions,
} from './provisioning.js';
export type { ChainProfile, ServerCertificate, ServerCertificateSpec, StandIn } from './server-certificate.js';
export { algorithmIdentifier, type SignatureAlgorithm, signatureAlgorithms, signData } from './signature.js';
export { type CertificateUse, certificateUses, mintUsages, type UsageCertificate, type UsagesSpec } from './usages.js';
export {
  defaultUserCertificateProfile,
  namedKeyUsages,
  type UserCertificateProfile,
} from './user-certificate-profile.js';
