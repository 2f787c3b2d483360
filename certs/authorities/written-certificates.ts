import type { KeyObject } from 'node:crypto';
import type { CertificateToWrite } from './write-certificate.js';

/** Certificates kept of one signing key. A run of all scenarios writes less than this with any key. */
const MOST_OF_A_KEY = 256;

/**
 * Certificates of deployments that have the same keys. Hundreds of variants describe the same chain: it is written once,
 * so that whoever read it once knows it in the next deployment too. Bounded; forgotten with the key.
 */
export class WrittenCertificates {
  readonly #ofKey = new WeakMap<KeyObject, Map<string, Buffer>>();
  readonly #numbers = new WeakMap<KeyObject, number>();
  #numbered = 0;

  /** What `write` makes of it, the serial number too being that of the first one. DER, which nobody may write to. */
  take(what: CertificateToWrite, write: (what: CertificateToWrite) => Buffer): Buffer {
    const { certificate, issuer, publicKey, subject } = what;
    const known = this.#ofKey.get(issuer.privateKey) ?? new Map<string, Buffer>();
    this.#ofKey.set(issuer.privateKey, known);
    const keys = [this.#numberOf(publicKey), this.#numberOf(issuer.publicKey)];
    const name = JSON.stringify([keys, subject.toString('hex'), issuer.name.toString('hex'), certificate]);
    const before = known.get(name);
    if (before) return before;
    const der = write(what);
    if (known.size < MOST_OF_A_KEY) known.set(name, der);
    return der;
  }

  #numberOf(key: KeyObject): number {
    const number = this.#numbers.get(key) ?? this.#numbered++;
    this.#numbers.set(key, number);
    return number;
  }
}
