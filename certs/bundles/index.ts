export { type CertificateDetails, describeCertificates, type PathStep } from './describe.js';
export {
  type ExportableChain,
  type ExportFormat,
  type ExportOptions,
  exportChain,
  exportFormats,
} from './export.js';
export { type OrderedChain, orderChain } from './order.js';
export { type PfxContent, type PfxEncryption, writePfx } from './pkcs12.js';
export { type CertificateFile, type CertificateFormat, MAX_FILE_BYTES, readCertificates } from './read.js';
export { MAX_CERTIFICATES } from './text.js';
