export { REPLAY_WINDOW } from './replay-window.js';
export {
  SecurityAssociation,
  type SecurityAssociationOptions,
  type SignatureCheck,
  type SignatureProblem,
} from './security-association.js';
export type { SigningKeys } from './signing-keys.js';
