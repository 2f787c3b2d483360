export { type CertificateFile, type CertificateFormat, MAX_FILE_BYTES, readCertificates } from './read.js';
export { MAX_CERTIFICATES } from './text.js';
