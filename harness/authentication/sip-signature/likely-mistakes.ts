import type { SignatureFields } from './signature-fields.js';
import { type SignatureVersion, signatureString } from './signature-string.js';

/** A string that somebody who misread the rules would sign. */
export interface LikelyMistake {
  /** In words: `without Expires`. */
  readonly mistake: string;
  readonly text: string;
}

/**
 * Strings that are nearly right. With the keys one can tell which of them a peer signed, and so what its developer got
 * wrong; the rules themselves are in MS-SIPAE 3.2.5.2. Strings equal to the right one are left out.
 */
export function likelyMistakes(fields: SignatureFields, version: SignatureVersion): LikelyMistake[] {
  const right = signatureString(fields, version);
  const { status, ...rest } = fields;
  const changed = (change: Partial<SignatureFields>) => signatureString({ ...fields, ...change }, version);
  const candidates: [mistake: string, text: string][] = [
    ['with the fields of version 2', signatureString(fields, 2)],
    ['with the fields of version 3', signatureString(fields, 3)],
    ['without Expires', changed({ expires: '' })],
    ['without the identities', changed({ identitySip: '', identityTel: '' })],
    ['without the tag of To', changed({ toTag: '' })],
    ['without the tag of From', changed({ fromTag: '' })],
    ['with an empty status in a request', changed({ status: '' })],
    ['without the status of a response', signatureString(rest, version)],
    ['with URIs stripped of their parameters', changed({ fromUri: bare(fields.fromUri), toUri: bare(fields.toUri) })],
    ['with "sip/" before the targetname', changed({ targetname: `sip/${fields.targetname}` })],
    ['with the random number in upper case', changed({ rand: fields.rand.toUpperCase() })],
    ['with the random number in lower case', changed({ rand: fields.rand.toLowerCase() })],
  ];
  return candidates.filter(([, text]) => text !== right).map(([mistake, text]) => ({ mistake, text }));
}

function bare(uri: string): string {
  return uri.replace(/[;?].*$/s, '');
}
