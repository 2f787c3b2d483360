/**
 * What signs the outgoing and verifies the incoming messages of one security association.
 * Each side signs with its own direction's key and verifies with the peer's. Signatures are hex digits in lower case.
 */
export interface SigningKeys {
  /** The signature over the signature string. */
  sign(text: string): string;
  /** Whether it is the peer's signature over the string; compared in constant time. */
  verify(text: string, signature: string): boolean;
}
