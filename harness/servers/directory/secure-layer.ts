import type { NtlmSessionSecurity } from '../../authentication/ntlm/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { MAX_WRAPPED_BYTES } from './limits.js';

const LENGTH_BYTES = 4;

/** The security layer of a SASL bind: each wrapped piece behind four bytes of length (RFC 4422 3.7). */
export class SecureLayer {
  readonly #security: NtlmSessionSecurity;
  #waiting: Buffer = Buffer.alloc(0);

  constructor(security: NtlmSessionSecurity) {
    this.#security = security;
  }

  wrap(bytes: Buffer): Buffer {
    const wrapped = this.#security.wrap(bytes);
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(wrapped.length);
    return Buffer.concat([length, wrapped]);
  }

  /** What is inside the whole pieces that are there with these bytes. @throws HarnessError WIRE_INVALID, WIRE_TOO_LARGE */
  unwrap(bytes: Buffer): Buffer {
    this.#waiting = this.#waiting.length === 0 ? bytes : Buffer.concat([this.#waiting, bytes]);
    const pieces: Buffer[] = [];
    while (this.#waiting.length >= LENGTH_BYTES) {
      const length = this.#waiting.readUInt32BE(0);
      if (length > MAX_WRAPPED_BYTES) {
        throw new HarnessError('WIRE_TOO_LARGE', { what, place: 'its length', limit: 'MAX_WRAPPED_BYTES' });
      }
      if (this.#waiting.length < LENGTH_BYTES + length) break;
      const piece = this.#security.unwrap(this.#waiting.subarray(LENGTH_BYTES, LENGTH_BYTES + length));
      if (!piece)
        throw new HarnessError('WIRE_INVALID', { what, place: 'its signature', detail: 'it is not the client’s' });
      pieces.push(piece);
      this.#waiting = this.#waiting.subarray(LENGTH_BYTES + length);
    }
    return pieces.length === 1 ? (pieces[0] ?? this.#waiting) : Buffer.concat(pieces);
  }
}

const what = 'The sealed LDAP message';
