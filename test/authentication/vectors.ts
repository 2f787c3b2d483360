import { Secret } from '../../harness/foundation/secret.js';
import { parseSip, type SipMessage } from '../../harness/wire/sip/index.js';

/** The worked example: one sign-in of alice by NTLM or TLS-DSK, computed independently of this code. */
export const REQUEST_STRING =
  '<NTLM><0000a1b2><1><SIP Communications Service><fe01.contoso.test><c0ffee00c0ffee00c0ffee00c0ffee00><3><REGISTER>' +
  '<sip:alice@contoso.test><6b0e52f7a9><sip:alice@contoso.test><><><><>';
export const RESPONSE_STRING =
  '<NTLM><3C59E07F><1><SIP Communications Service><fe01.contoso.test><c0ffee00c0ffee00c0ffee00c0ffee00><3><REGISTER>' +
  '<sip:alice@contoso.test><6b0e52f7a9><sip:alice@contoso.test><A1B2C3D4E5F60718293A4B5C6D7E8F90><><><7200><200>';

export const REALM = 'SIP Communications Service';
export const TARGET = 'fe01.contoso.test';

export const NTLM = {
  credentials: { user: 'alice', domain: 'CONTOSO', password: new Secret('P@ssw0rd1') },
  serverChallenge: Buffer.from('0123456789abcdef', 'hex'),
  clientNonce: Buffer.from('1122334455667788', 'hex'),
  challenge: Buffer.from(
    'TlRMTVNTUAACAAAAAAAAADgAAADzgpjiASNFZ4mrze8AAAAAAAAAAIwAjAA4AAAABgGxHQAAAA8CAA4AQwBPAE4AVABPAFMATwABAAgARgBFADAA' +
      'MQAEABgAYwBvAG4AdABvAHMAbwAuAHQAZQBzAHQAAwAiAGYAZQAwADEALgBjAG8AbgB0AG8AcwBvAC4AdABlAHMAdAAFABgAYwBvAG4AdABvAHMA' +
      'bwAuAHQAZQBzAHQABwAIAACAsuYLf88BAAAAAA==',
    'base64',
  ),
  passwordKey: '4088ba375e429aea6b2c02817c6cf27a',
  proof: '5c01d78d42491cf85036d1d2116f5c75',
  sessionBaseKey: 'baaa91d968b781d945e141c5cb6820d6',
  exportedSessionKey: Buffer.from('101112131415161718191a1b1c1d1e1f', 'hex'),
  encryptedSessionKey: '0211a0425004d75c5b7014bccdb0e441',
};

export const DSK = {
  masterSecret: Buffer.from(Array.from({ length: 48 }, (_, i) => i)),
  randoms: Buffer.concat([Buffer.alloc(32, 0xc1), Buffer.alloc(32, 0x5e)]),
};

/** The REGISTER the request string is of; `extra` header lines end with CRLF. */
export function register(extra = ''): SipMessage {
  return sip(
    'REGISTER sip:contoso.test SIP/2.0\r\n' +
      'Via: SIP/2.0/TLS 10.0.0.21:1063\r\n' +
      'From: <sip:alice@contoso.test>;tag=6b0e52f7a9;epid=7d41f09b2c\r\n' +
      'To: <sip:alice@contoso.test>\r\n' +
      `Call-ID: c0ffee00c0ffee00c0ffee00c0ffee00\r\nCSeq: 3 REGISTER\r\n${extra}Content-Length: 0\r\n\r\n`,
  );
}

/** The 200 the response string is of. */
export function registered(): SipMessage {
  return sip(
    'SIP/2.0 200 OK\r\n' +
      'From: "Alice"<sip:alice@contoso.test>;tag=6b0e52f7a9;epid=7d41f09b2c\r\n' +
      'To: <sip:alice@contoso.test>;tag=A1B2C3D4E5F60718293A4B5C6D7E8F90\r\n' +
      'Call-ID: c0ffee00c0ffee00c0ffee00c0ffee00\r\nCSeq: 3 REGISTER\r\n' +
      'Via: SIP/2.0/TLS 10.0.0.21:1063;ms-received-port=1063;ms-received-cid=2600\r\n' +
      'Contact: <sip:10.0.0.21:1063;transport=tls>;expires=3600\r\nExpires: 7200\r\nContent-Length: 0\r\n\r\n',
  );
}

export function sip(text: string): SipMessage {
  return parseSip(Buffer.from(text));
}
