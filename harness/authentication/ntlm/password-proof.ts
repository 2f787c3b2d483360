import { createHmac } from 'node:crypto';
import { md4 } from '../../foundation/primitives/md4.js';
import type { Secret } from '../../foundation/secret.js';

/** HMAC-MD5, the keyed hash of everything in NTLMv2. */
export function hmacMd5(key: Buffer, ...data: Buffer[]): Buffer {
  const hmac = createHmac('md5', key);
  for (const each of data) hmac.update(each);
  return hmac.digest();
}

/** NTOWFv2 (MS-NLMP 3.3.2): the user's name in upper case, the domain exactly as sent. */
export function passwordKey(user: string, domain: string, password: Secret): Buffer {
  const hash = md4(Buffer.from(password.reveal(), 'utf16le'));
  return hmacMd5(hash, Buffer.from(user.toUpperCase() + domain, 'utf16le'));
}

/** NTProofStr: what only the holder of the password can say about this challenge (MS-NLMP 3.3.2). */
export function passwordProof(key: Buffer, serverChallenge: Buffer, clientData: Buffer): Buffer {
  return hmacMd5(key, serverChallenge, clientData);
}
