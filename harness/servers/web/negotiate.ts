import { HarnessError } from '../../foundation/errors/index.js';
import { decodeSpnego, encodeSpnegoResponse } from '../../wire/spnego/index.js';

/** The scheme a client used, and how NTLM's messages travel in it. */
export type WindowsScheme = 'NTLM' | 'Negotiate, raw' | 'Negotiate, SPNEGO';

/** What an Authorization header of Windows holds. */
export type WindowsCredential =
  | { readonly scheme: WindowsScheme; readonly message: Buffer }
  /** SPNEGO without a message of NTLM: the client prefers Kerberos but could do NTLM; ask for that. */
  | { readonly ask: 'NTLM' }
  | { readonly problem: 'kerberos-not-served' | 'malformed' };

const NTLM_SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');
/** GSS-API's first byte: SPNEGO, or Kerberos without it. */
const INITIAL_TOKEN = 0x60;
/** Content octets of Kerberos' object identifier, behind the token's own head. */
const KERBEROS = Buffer.from('06092a864886f712010202', 'hex');

/**
 * The credential of an Authorization header (RFC 4559, MS-SPNG, MS-NTHT), undefined for another scheme. NTLM may come
 * raw or inside SPNEGO; Kerberos tickets are refused by name, since there is no key distribution centre to have issued one.
 */
export function readWindowsCredential(authorization: string, negotiate: boolean): WindowsCredential | undefined {
  const [, scheme = '', base64] = /^(NTLM|Negotiate)[ \t]+([A-Za-z0-9+/]+={0,2})[ \t]*$/i.exec(authorization) ?? [];
  if (base64 === undefined) return undefined;
  const bytes = Buffer.from(base64, 'base64');
  if (/^ntlm$/i.test(scheme)) return { scheme: 'NTLM', message: bytes };
  if (!negotiate) return undefined;
  if (bytes.subarray(0, NTLM_SIGNATURE.length).equals(NTLM_SIGNATURE))
    return { scheme: 'Negotiate, raw', message: bytes };
  if (bytes[0] === INITIAL_TOKEN && bytes.subarray(2, 18).includes(KERBEROS)) return { problem: 'kerberos-not-served' };
  return readSpnego(bytes);
}

function readSpnego(bytes: Buffer): WindowsCredential {
  try {
    const read = decodeSpnego(bytes);
    if (read.kind === 'response') {
      return read.token ? { scheme: 'Negotiate, SPNEGO', message: read.token } : { problem: 'malformed' };
    }
    if (read.mechanisms[0] === 'NTLM' && read.token) return { scheme: 'Negotiate, SPNEGO', message: read.token };
    return read.mechanisms.includes('NTLM') ? { ask: 'NTLM' } : { problem: 'kerberos-not-served' };
  } catch (error) {
    if (error instanceof HarnessError) return { problem: 'malformed' };
    throw error;
  }
}

/** The challenge in a WWW-Authenticate header, in the wrapping the client used. */
export function challengeHeader(scheme: WindowsScheme, message: Buffer): string {
  if (scheme === 'NTLM') return `NTLM ${message.toString('base64')}`;
  const token = scheme === 'Negotiate, raw' ? message : encodeSpnegoResponse('accept-incomplete', message);
  return `Negotiate ${token.toString('base64')}`;
}

/** Asks a client that preferred another mechanism for NTLM (RFC 4178 section 4.2.2). */
export function askForNtlm(): string {
  return `Negotiate ${encodeSpnegoResponse('request-mic').toString('base64')}`;
}

/**
 * The bare challenge. Two header lines, for old clients do not look behind a comma; they differ in case because an
 * answer's headers are kept by name, and to HTTP they are the same name.
 */
export function offeredSchemes(negotiate: boolean): Readonly<Record<string, string>> {
  return negotiate ? { 'WWW-Authenticate': 'Negotiate', 'Www-Authenticate': 'NTLM' } : { 'WWW-Authenticate': 'NTLM' };
}
