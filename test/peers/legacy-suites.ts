/** One suite of old phones, as each of the programs calls it. */
export interface LegacySuite {
  /** IANA's name, as the journal has it. */
  readonly name: string;
  readonly number: number;
  /** Cipher and MAC in a GnuTLS priority string. */
  readonly gnutls: string;
  /** How GnuTLS describes the session. */
  readonly gnutlsSays: string;
  /** How NSS describes it. */
  readonly nssSays: string;
}

function suite(number: number, name: string, cipher: string, mac: string, nssSays: string): LegacySuite {
  const gnutls = `+${cipher}:+${mac}`;
  return { name, number, gnutls, gnutlsSays: `(TLS1.0-X.509)-(RSA)-(${cipher})-(${mac})`, nssSays };
}

export const legacySuites: readonly LegacySuite[] = [
  suite(0x0004, 'TLS_RSA_WITH_RC4_128_MD5', 'ARCFOUR-128', 'MD5', '128-bit RC4 with 128-bit MD5 MAC'),
  suite(0x0005, 'TLS_RSA_WITH_RC4_128_SHA', 'ARCFOUR-128', 'SHA1', '128-bit RC4 with 160-bit SHA1 MAC'),
  suite(0x000a, 'TLS_RSA_WITH_3DES_EDE_CBC_SHA', '3DES-CBC', 'SHA1', '112-bit 3DES with 160-bit SHA1 MAC'),
  suite(0x002f, 'TLS_RSA_WITH_AES_128_CBC_SHA', 'AES-128-CBC', 'SHA1', '128-bit AES with 160-bit SHA1 MAC'),
  suite(0x0035, 'TLS_RSA_WITH_AES_256_CBC_SHA', 'AES-256-CBC', 'SHA1', '256-bit AES with 160-bit SHA1 MAC'),
];

/** A GnuTLS priority string of TLS 1.0 and RSA with just these ciphers and MACs. */
export function priority(ciphersAndMacs: string): string {
  return `NONE:+VERS-TLS1.0:+RSA:${ciphersAndMacs}:+COMP-NULL:+SIGN-ALL:+CTYPE-X509:%COMPAT`;
}

/** What a phone with neither AES nor anything newer offers. */
export const rc4And3Des = priority('+3DES-CBC:+ARCFOUR-128:+SHA1:+MD5');
