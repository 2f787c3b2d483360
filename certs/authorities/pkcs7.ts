import { derElement } from '../encoding/der-writer.js';

const signedData = Buffer.from('06092a864886f70d010702', 'hex');
const data = Buffer.from('06092a864886f70d010701', 'hex');
const version1 = Buffer.from('020101', 'hex');
const emptySet = Buffer.from('3100', 'hex');

/**
 * The degenerate SignedData that only carries certificates (RFC 2315 9.1 note 6), as DER. Certificates are put in
 * the order DER asks of a set, whatever order they come in (X.690 11.6), and equal ones once.
 */
export function certsOnlyPkcs7(certificates: readonly Buffer[]): Buffer {
  const set = certificates
    .toSorted(Buffer.compare)
    .filter((one, index, sorted) => index === 0 || sorted[index - 1]?.equals(one) === false);
  return derElement(
    0x30,
    signedData,
    derElement(0xa0, derElement(0x30, version1, emptySet, derElement(0x30, data), derElement(0xa0, ...set), emptySet)),
  );
}
