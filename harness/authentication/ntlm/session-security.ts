import { createHmac, timingSafeEqual } from 'node:crypto';
import { Rc4 } from '../../foundation/primitives/rc4.js';
import { hasFlag } from '../../wire/ntlm/index.js';
import { NTLM_SIGNATURE_BYTES, type NtlmSession } from './datagram-signature.js';
import { sealKey, signKey } from './session-keys.js';

/** Wraps what one side sends after the handshake, and unwraps what the other does. */
export interface NtlmSessionSecurity {
  /** Whether messages are encrypted too: agreed on, or begun by the other side alone. */
  readonly sealed: boolean;
  /** Signature and message, in that order. */
  wrap(message: Buffer): Buffer;
  /** The message, or undefined when its signature is not the other side's next one. */
  unwrap(wrapped: Buffer): Buffer | undefined;
  /** The signature of a message that goes another way. */
  sign(message: Buffer): Buffer;
  verify(message: Buffer, signature: Buffer): boolean;
  /** The key streams begin again and the numbers go on: so it is behind the signatures of SPNEGO (observed of a client). */
  restart(): void;
}

/**
 * Session security of a connection (MS-NLMP 3.4, connection-oriented, extended session security): numbers count up and
 * the key stream goes on. Undefined where the handshake agreed on none, or on the older form.
 */
export function ntlmSessionSecurity(session: NtlmSession, side: 'client' | 'server'): NtlmSessionSecurity | undefined {
  const { flags } = session;
  const agreed = hasFlag(flags, 'SEAL');
  if (!(agreed || hasFlag(flags, 'SIGN')) || !hasFlag(flags, 'EXTENDED_SESSION_SECURITY')) return undefined;
  const own = new Direction(session, side);
  const other = new Direction(session, side === 'client' ? 'server' : 'client');
  let sealed: boolean | undefined = agreed || undefined;
  return {
    get sealed() {
      return sealed ?? false;
    },
    wrap: (message) => own.wrap(message, sealed ?? false),
    unwrap: (wrapped) => {
      const read = sealed === undefined ? other.unwrapEither(wrapped) : other.unwrap(wrapped, sealed);
      if (read) sealed = read.sealed;
      return read?.message;
    },
    sign: (message) => own.sign(message),
    verify: (message, signature) =>
      signature.length === NTLM_SIGNATURE_BYTES && timingSafeEqual(other.sign(message), signature),
    restart: () => {
      own.restart();
      other.restart();
    },
  };
}

/** A message and the form it came in. */
interface Unwrapped {
  readonly message: Buffer;
  readonly sealed: boolean;
}

class Direction {
  readonly #signKey: Buffer;
  readonly #sealKey: Buffer;
  #cipher: Rc4;
  readonly #exchanged: boolean;
  #number = 0;

  constructor({ exportedSessionKey, flags }: NtlmSession, sender: 'client' | 'server') {
    this.#signKey = signKey(exportedSessionKey, sender);
    this.#sealKey = sealKey(exportedSessionKey, sender, flags);
    this.#cipher = new Rc4(this.#sealKey);
    this.#exchanged = hasFlag(flags, 'KEY_EXCHANGE');
  }

  restart(): void {
    this.#cipher = new Rc4(this.#sealKey);
  }

  wrap(message: Buffer, sealed: boolean): Buffer {
    const body = sealed ? this.#cipher.update(message) : message;
    return Buffer.concat([this.sign(message), body]);
  }

  /** The first message where signing alone was agreed on: one client seals all the same (observed of gss-ntlmssp). */
  unwrapEither(wrapped: Buffer): Unwrapped | undefined {
    const cipher = this.#cipher.copy();
    const number = this.#number;
    const signed = this.unwrap(wrapped, false);
    if (signed) return signed;
    this.#cipher = cipher;
    this.#number = number;
    return this.unwrap(wrapped, true);
  }

  unwrap(wrapped: Buffer, sealed: boolean): Unwrapped | undefined {
    if (wrapped.length < NTLM_SIGNATURE_BYTES) return undefined;
    const body = wrapped.subarray(NTLM_SIGNATURE_BYTES);
    const message = sealed ? this.#cipher.update(body) : body;
    const given = wrapped.subarray(0, NTLM_SIGNATURE_BYTES);
    return timingSafeEqual(this.sign(message), given) ? { message, sealed } : undefined;
  }

  /** Of the next message; the checksum is encrypted behind it where keys were exchanged (MS-NLMP 3.4.4.2). */
  sign(message: Buffer): Buffer {
    const signature = Buffer.alloc(NTLM_SIGNATURE_BYTES);
    signature.writeUInt32LE(1, 0);
    signature.writeUInt32LE(this.#number, 12);
    const digest = createHmac('md5', this.#signKey).update(signature.subarray(12)).update(message).digest();
    const checksum = digest.subarray(0, 8);
    (this.#exchanged ? this.#cipher.update(checksum) : checksum).copy(signature, 4);
    this.#number = (this.#number + 1) >>> 0;
    return signature;
  }
}
