import type { PhoneTlsOffer } from '../../tls/index.js';

/** The ClientHellos that a phone of Windows CE may send; which one Lync Phone Edition sends is unknown. */
export type HelloShape = 'rc4-3des' | 'rc4-3des-aes' | 'sslv2';

const RC4_MD5 = 0x0004;
const RC4_SHA = 0x0005;
const TRIPLE_DES_SHA = 0x000a;
const AES128_SHA = 0x002f;
const AES256_SHA = 0x0035;

/**
 * TLS 1.0 (sourced) with RSA key exchange and neither extensions nor SNI. The suites: inferred from the documentation
 * of Secure Channel on Windows Embedded CE 6.0, which names RC4 and no AES and has SSL 2.0 among its protocols; AES was
 * observed in a relative, Windows Mobile 6.1. The order is inferred too.
 */
export const helloShapes: Readonly<Record<HelloShape, PhoneTlsOffer>> = {
  'rc4-3des': { engine: 'tls10', suites: [RC4_MD5, RC4_SHA, TRIPLE_DES_SHA], helloFormat: 'tls' },
  'rc4-3des-aes': {
    engine: 'tls10',
    suites: [RC4_MD5, RC4_SHA, TRIPLE_DES_SHA, AES128_SHA, AES256_SHA],
    helloFormat: 'tls',
  },
  sslv2: { engine: 'tls10', suites: [RC4_MD5, RC4_SHA, TRIPLE_DES_SHA], helloFormat: 'sslv2' },
};

/** By its name; undefined for one that is none. */
export function helloShape(name: string): HelloShape | undefined {
  return Object.hasOwn(helloShapes, name) ? (name as HelloShape) : undefined;
}
