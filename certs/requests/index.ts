export { generateRsaKey, type RsaKeyPair, reusableRsaKey } from './keys.js';
export { makeCertificateRequest, type RequestOptions } from './make.js';
export { type CertificateRequest, MAX_REQUEST_BYTES, readCertificateRequest } from './read.js';
