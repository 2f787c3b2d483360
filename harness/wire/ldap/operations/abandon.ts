import type { BerReader } from '../ber/reader.js';
import { applicationPrimitive } from '../ber/tags.js';
import { number } from '../ber/writer.js';
import { MAX_MESSAGE_ID } from '../limits.js';

/** AbandonRequest (RFC 4511 4.11): nothing answers it. */
export interface AbandonRequest {
  readonly kind: 'abandonRequest';
  /** The operation to abandon. */
  readonly abandoned: number;
}

export const ABANDON_REQUEST = applicationPrimitive(16);

export function readAbandonRequest(reader: BerReader): AbandonRequest {
  return { kind: 'abandonRequest', abandoned: reader.number('the message abandoned', MAX_MESSAGE_ID, ABANDON_REQUEST) };
}

export function writeAbandonRequest({ abandoned }: AbandonRequest): Buffer {
  return number(abandoned, ABANDON_REQUEST);
}
