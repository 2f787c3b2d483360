import { EngineAlert } from '../engine-alert.js';

/**
 * The one refusal of a protected record, whether its padding, its MAC or its length is wrong: a peer that could tell them apart
 * could decrypt by asking (RFC 5246 7.2.2 on decryption_failed, which is therefore never sent).
 */
export function badRecord(): EngineAlert {
  return new EngineAlert('bad_record_mac', 'a record does not open with the keys agreed on');
}
