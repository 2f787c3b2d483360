import { HarnessError } from '../../../foundation/errors/index.js';
import { decodeNtlm, type NtlmMessage } from '../../../wire/ntlm/index.js';
import { decodeSpnego } from '../../../wire/spnego/index.js';

/** What a Windows client's token holds. */
export type WindowsToken =
  | {
      readonly ntlm: NtlmMessage;
      readonly bytes: Buffer;
      /** Inside SPNEGO. */
      readonly wrapped: boolean;
      /** The list of a first token, and the signature over it of a later one. */
      readonly mechanismList?: Buffer | undefined;
      readonly mic?: Buffer | undefined;
    }
  /** It prefers another mechanism but could do NTLM. */
  | { readonly ask: 'NTLM'; readonly mechanismList: Buffer }
  | { readonly problem: 'kerberos-not-served' | 'malformed' };

const NTLM_SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');
/** Content octets of Kerberos' object identifier, behind the head of a token without SPNEGO. */
const KERBEROS = Buffer.from('06092a864886f712010202', 'hex');
const INITIAL_TOKEN = 0x60;

/** A token of GSS-SPNEGO or GSSAPI: SPNEGO, NTLM without it, or a Kerberos ticket nobody here can have issued. */
export function readWindowsToken(bytes: Buffer): WindowsToken {
  if (bytes.subarray(0, NTLM_SIGNATURE.length).equals(NTLM_SIGNATURE)) return ntlm(bytes, false);
  if (bytes[0] === INITIAL_TOKEN && bytes.subarray(2, 18).includes(KERBEROS)) return { problem: 'kerberos-not-served' };
  try {
    const token = decodeSpnego(bytes);
    if (token.kind === 'response')
      return token.token ? ntlm(token.token, true, { mic: token.mic }) : { problem: 'malformed' };
    const { mechanismList } = token;
    if (token.mechanisms[0] === 'NTLM' && token.token) return ntlm(token.token, true, { mechanismList });
    return token.mechanisms.includes('NTLM') ? { ask: 'NTLM', mechanismList } : { problem: 'kerberos-not-served' };
  } catch (error) {
    if (error instanceof HarnessError) return { problem: 'malformed' };
    throw error;
  }
}

function ntlm(
  bytes: Buffer,
  wrapped: boolean,
  more: { readonly mechanismList?: Buffer; readonly mic?: Buffer | undefined } = {},
): WindowsToken {
  try {
    return { ntlm: decodeNtlm(bytes), bytes, wrapped, ...more };
  } catch (error) {
    if (error instanceof HarnessError) return { problem: 'malformed' };
    throw error;
  }
}
