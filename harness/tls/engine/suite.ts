/** One suite of the engine: RSA key exchange, TLS 1.0. Lengths in bytes. */
export interface EngineSuite {
  /** As in the hello, `0x0005`. */
  readonly id: number;
  /** IANA's name, `TLS_RSA_WITH_RC4_128_SHA`. */
  readonly name: string;
  /** OpenSSL's name, `RC4-SHA`. */
  readonly opensslName: string;
  readonly cipher: 'rc4-128' | 'des-ede3-cbc' | 'aes-128-cbc' | 'aes-256-cbc';
  readonly mac: 'md5' | 'sha1';
  readonly keyLength: number;
  /** Block and initialization vector; 0 for the stream cipher. */
  readonly blockLength: number;
  readonly macLength: number;
}

function suite(
  id: number,
  name: string,
  opensslName: string,
  cipher: EngineSuite['cipher'],
  mac: EngineSuite['mac'],
): EngineSuite {
  const keyLength = { 'rc4-128': 16, 'des-ede3-cbc': 24, 'aes-128-cbc': 16, 'aes-256-cbc': 32 }[cipher];
  const blockLength = { 'rc4-128': 0, 'des-ede3-cbc': 8, 'aes-128-cbc': 16, 'aes-256-cbc': 16 }[cipher];
  return { id, name, opensslName, cipher, mac, keyLength, blockLength, macLength: mac === 'md5' ? 16 : 20 };
}

/**
 * Every suite of the engine, in the order of preference of Windows Server 2008 R2 and 2012 as Lync's time had them: RC4
 * with SHA-1 before 3DES, which the update of advisory 3042058 turned round in 2015 (Microsoft's lists of suites).
 */
export const engineSuites: readonly EngineSuite[] = [
  suite(0x002f, 'TLS_RSA_WITH_AES_128_CBC_SHA', 'AES128-SHA', 'aes-128-cbc', 'sha1'),
  suite(0x0035, 'TLS_RSA_WITH_AES_256_CBC_SHA', 'AES256-SHA', 'aes-256-cbc', 'sha1'),
  suite(0x0005, 'TLS_RSA_WITH_RC4_128_SHA', 'RC4-SHA', 'rc4-128', 'sha1'),
  suite(0x000a, 'TLS_RSA_WITH_3DES_EDE_CBC_SHA', 'DES-CBC3-SHA', 'des-ede3-cbc', 'sha1'),
  suite(0x0004, 'TLS_RSA_WITH_RC4_128_MD5', 'RC4-MD5', 'rc4-128', 'md5'),
];

export function engineSuite(id: number): EngineSuite | undefined {
  return engineSuites.find((one) => one.id === id);
}

/** By either name, in any case; undefined for one the engine does not have. */
export function engineSuiteNamed(name: string): EngineSuite | undefined {
  const wanted = name.toUpperCase();
  return engineSuites.find((one) => one.name === wanted || one.opensslName === wanted);
}
