export { fieldsOfMessage, type SignatureCredentials, type SignatureFields } from './signature-fields.js';
export { type SignatureVersion, signatureString } from './signature-string.js';
