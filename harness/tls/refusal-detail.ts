import { type ClientHello, isSignallingSuite } from '../wire/tls/index.js';
import { errorCode } from './engine-errors.js';

/** Suites named in a sentence before it says "and more". */
const NAMED_SUITES = 6;

/** Why this engine turned a hello down, in words for an administrator. */
export function serverRefusalDetail(hello: ClientHello, error: Error): string {
  if (hello.onlyLegacySuites) return 'the hello offers only RC4/3DES suites, which this engine cannot serve';
  const code = errorCode(error);
  if (code === 'ERR_SSL_NO_SHARED_CIPHER') return `no cipher suite in common; the hello offers ${suitesOf(hello)}`;
  if (/VERSION_TOO_LOW|UNSUPPORTED_PROTOCOL|WRONG_VERSION_NUMBER|WRONG_SSL_VERSION/.test(code)) {
    return `no TLS version in common; the hello offers ${hello.versions.join(', ')}`;
  }
  return code === '' ? error.message : `${reasonOf(error)} (${code})`;
}

function suitesOf(hello: ClientHello): string {
  const names = hello.suites.filter(({ id }) => !isSignallingSuite(id)).map(({ name }) => name);
  return names.slice(0, NAMED_SUITES).join(', ') + (names.length > NAMED_SUITES ? ' and more' : '');
}

function reasonOf(error: Error): string {
  const { reason } = error as Error & { reason?: unknown };
  return typeof reason === 'string' ? reason : error.message;
}
