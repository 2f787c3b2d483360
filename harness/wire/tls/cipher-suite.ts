import { cipherSuiteNames } from './cipher-suite-names.js';

/** The IANA name of a suite; hex such as `0x1234` for an unknown one, and `GREASE` with its number for RFC 8701's. */
export function cipherSuiteName(id: number): string {
  const known = cipherSuiteNames.get(id);
  if (known !== undefined) return known;
  const hex = `0x${id.toString(16).padStart(4, '0')}`;
  return isGrease(id) ? `GREASE ${hex}` : hex;
}

/** Whether a suite, extension or version number is one of those a client sprinkles in at random (RFC 8701): 0a0a, 1a1a … fafa. */
export function isGrease(id: number): boolean {
  return id <= 0xffff && (id & 0x0f0f) === 0x0a0a && id >> 8 === (id & 0xff);
}

/** Whether the number is a signal and no suite: the renegotiation and fallback SCSVs (RFC 5746, RFC 7507). */
export function isSignallingSuite(id: number): boolean {
  return id === 0x00ff || id === 0x5600;
}

const legacyCipher = /_(RC4|RC2|3DES|DES|DES40|DES192|IDEA|SEED|FORTEZZA)_|_EXPORT|^SSL_CK_/;

/** Whether the suite's cipher is one that Node's OpenSSL 3 is built without: RC4, RC2, DES, 3DES, IDEA, SEED, export (observed). */
export function isLegacySuite(id: number): boolean {
  return legacyCipher.test(cipherSuiteNames.get(id) ?? '');
}

/**
 * Whether a client offers legacy suites and nothing that Node's OpenSSL can serve. Signals and numbers nobody defined do not count:
 * neither library would choose them.
 */
export function offersOnlyLegacy(ids: readonly number[]): boolean {
  const known = ids.filter((id) => cipherSuiteNames.has(id) && !isSignallingSuite(id));
  return known.length > 0 && known.every(isLegacySuite);
}
