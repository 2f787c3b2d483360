import { getCiphers } from 'node:tls';
import { cipherSuiteName, tlsVersion } from '../../wire/tls/index.js';

/** A suite that the harness serves with OpenSSL, where this machine's OpenSSL has it. */
export interface OpensslSuite {
  /** As in the hello. */
  readonly id: number;
  /** IANA's name. */
  readonly name: string;
  readonly opensslName: string;
  readonly keyExchange: 'rsa' | 'ecdhe' | 'tls13';
  /** Which key the server's certificate must have; TLS 1.3 leaves that to its own extension. */
  readonly certificate: 'rsa' | 'ecdsa' | 'any';
  readonly oldest: number;
  readonly newest: number;
}

const { tls10, tls12, tls13 } = tlsVersion;

function suite(id: number, opensslName: string, oldest: number): OpensslSuite {
  const [first, second] = opensslName.split('-');
  const keyExchange = oldest === tls13 ? 'tls13' : first === 'ECDHE' ? 'ecdhe' : 'rsa';
  const certificate = oldest === tls13 ? 'any' : second === 'ECDSA' ? 'ecdsa' : 'rsa';
  const newest = oldest === tls13 ? tls13 : tls12;
  return { id, name: cipherSuiteName(id), opensslName, keyExchange, certificate, oldest, newest };
}

let suites: readonly OpensslSuite[] | undefined;

/**
 * In the order of preference: forward secrecy first, the suites every Lync phone's PC-age peer has last. Left out are
 * suites without a certificate, DHE, which no client of these servers needs, and CCM.
 */
export function opensslSuites(): readonly OpensslSuite[] {
  suites ??= [
    suite(0x1301, 'TLS_AES_128_GCM_SHA256', tls13),
    suite(0x1302, 'TLS_AES_256_GCM_SHA384', tls13),
    suite(0x1303, 'TLS_CHACHA20_POLY1305_SHA256', tls13),
    suite(0xc02b, 'ECDHE-ECDSA-AES128-GCM-SHA256', tls12),
    suite(0xc02f, 'ECDHE-RSA-AES128-GCM-SHA256', tls12),
    suite(0xc02c, 'ECDHE-ECDSA-AES256-GCM-SHA384', tls12),
    suite(0xc030, 'ECDHE-RSA-AES256-GCM-SHA384', tls12),
    suite(0xcca9, 'ECDHE-ECDSA-CHACHA20-POLY1305', tls12),
    suite(0xcca8, 'ECDHE-RSA-CHACHA20-POLY1305', tls12),
    suite(0xc023, 'ECDHE-ECDSA-AES128-SHA256', tls12),
    suite(0xc027, 'ECDHE-RSA-AES128-SHA256', tls12),
    suite(0xc024, 'ECDHE-ECDSA-AES256-SHA384', tls12),
    suite(0xc028, 'ECDHE-RSA-AES256-SHA384', tls12),
    suite(0xc009, 'ECDHE-ECDSA-AES128-SHA', tls10),
    suite(0xc013, 'ECDHE-RSA-AES128-SHA', tls10),
    suite(0xc00a, 'ECDHE-ECDSA-AES256-SHA', tls10),
    suite(0xc014, 'ECDHE-RSA-AES256-SHA', tls10),
    suite(0x009c, 'AES128-GCM-SHA256', tls12),
    suite(0x009d, 'AES256-GCM-SHA384', tls12),
    suite(0x003c, 'AES128-SHA256', tls12),
    suite(0x003d, 'AES256-SHA256', tls12),
    suite(0x002f, 'AES128-SHA', tls10),
    suite(0x0035, 'AES256-SHA', tls10),
  ];
  return suites;
}

/** Whether the OpenSSL of this Node is built with a suite. */
export function opensslHas({ opensslName }: OpensslSuite): boolean {
  return getCiphers().includes(opensslName.toLowerCase());
}
