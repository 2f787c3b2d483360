export { type MessageSecurity, NoSecurity } from './message-security.js';
export { REPLAY_WINDOW } from './replay-window.js';
export { SecurityAssociation, type SecurityAssociationOptions } from './security-association.js';
export type { SignatureCheck, SignatureProblem } from './signature-check.js';
export type { SigningKeys } from './signing-keys.js';
