import { HarnessError } from '../../foundation/errors/index.js';
import { FieldReader, vector } from './field-reader.js';

/** Chains have three or four certificates; OpenSSL gives up at 100. */
export const MAX_CHAIN_LENGTH = 100;

const WHAT = 'The Certificate message';

/** The certificates of a TLS 1.2 or earlier Certificate message in DER, leaf first; none when a client has none. */
export function parseCertificateMessage(body: Buffer): Buffer[] {
  const reader = new FieldReader(WHAT, body);
  const list = new FieldReader(WHAT, reader.vector(3, 'certificate_list'));
  reader.end('certificate_list');
  const chain: Buffer[] = [];
  while (list.left > 0) {
    if (chain.length === MAX_CHAIN_LENGTH) throw tooLong();
    const certificate = list.vector(3, `certificate ${chain.length + 1}`);
    if (certificate.length === 0) throw list.invalid(`certificate ${chain.length + 1}`, 'it is empty');
    chain.push(certificate);
  }
  return chain;
}

/** The body of a Certificate message for TLS 1.2 and earlier, in the given order. */
export function encodeCertificateMessage(chain: readonly Buffer[]): Buffer {
  if (chain.length > MAX_CHAIN_LENGTH) throw tooLong();
  const entries = chain.map((certificate, index) => vector(WHAT, `certificate ${index + 1}`, 3, certificate));
  return vector(WHAT, 'certificate_list', 3, Buffer.concat(entries));
}

function tooLong(): HarnessError {
  return new HarnessError('WIRE_TOO_LARGE', {
    what: WHAT,
    limit: `${MAX_CHAIN_LENGTH} certificates`,
    place: 'certificate_list',
  });
}
