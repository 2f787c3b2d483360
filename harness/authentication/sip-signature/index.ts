export { type LikelyMistake, likelyMistakes } from './likely-mistakes.js';
export { fieldsOfMessage, type SignatureCredentials, type SignatureFields } from './signature-fields.js';
export { type SignatureVersion, signatureString } from './signature-string.js';
export { SignedTexts } from './signed-texts.js';
