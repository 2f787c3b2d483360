/**
 * What signs the outgoing and verifies the incoming messages of one security association.
 * Each side signs with its own direction's key and verifies with the peer's.
 */
export interface SigningKeys {
  /** The signature bytes over the signature string. */
  sign(text: string): Buffer;
  /** Whether the bytes are the peer's signature over the string; compared in constant time. */
  verify(text: string, signature: Buffer): boolean;
}
