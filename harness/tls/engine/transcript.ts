import { createHash } from 'node:crypto';

/** Every handshake message of a connection so far, as Finished and CertificateVerify cover them (RFC 2246 7.4.8, 7.4.9). */
export class Transcript {
  // OpenSSL's name for the pair of digests that TLS 1.0 signs.
  readonly #hash = createHash('md5-sha1');

  /** A whole message with its header; of an SSLv2-format hello the bytes behind its record header (RFC 2246 appendix E). */
  add(raw: Buffer): void {
    this.#hash.update(raw);
  }

  /** MD5 and SHA-1 of all so far, 36 bytes; messages may be added afterwards. */
  digest(): Buffer {
    return this.#hash.copy().digest();
  }
}
