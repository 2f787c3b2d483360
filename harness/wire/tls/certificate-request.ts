import { HarnessError } from '../../foundation/errors/index.js';
import { FieldReader, vector } from './field-reader.js';

/** Authorities of one request: a Windows server's whole root list (about 400 on a patched one) fits. */
export const MAX_AUTHORITIES = 1000;

const WHAT = 'The CertificateRequest message';

/** Kinds of client certificates (RFC 2246 7.4.4). */
export const clientCertificateType = { rsaSign: 1, dssSign: 2, rsaFixedDh: 3, dssFixedDh: 4 } as const;

/** Which client certificates a server takes (RFC 2246 7.4.4; TLS 1.2 has another form). */
export interface CertificateRequest {
  readonly certificateTypes: readonly number[];
  /** Names in DER, as the subjects of the authorities' certificates hold them; none: any. */
  readonly authorities: readonly Buffer[];
}

/** Reads the body of a certificate_request of TLS 1.0 or 1.1. Throws WIRE_TRUNCATED, WIRE_INVALID, WIRE_TOO_LARGE. */
export function parseCertificateRequest(body: Buffer): CertificateRequest {
  const reader = new FieldReader(WHAT, body);
  const certificateTypes = [...reader.vector(1, 'certificate_types')];
  if (certificateTypes.length === 0) throw reader.invalid('certificate_types', 'there is none');
  const list = new FieldReader(WHAT, reader.vector(2, 'certificate_authorities'));
  reader.end('certificate_authorities');
  const authorities: Buffer[] = [];
  while (list.left > 0) {
    if (authorities.length === MAX_AUTHORITIES) throw tooMany();
    const name = list.vector(2, `authority ${authorities.length + 1}`);
    if (name.length === 0) throw list.invalid(`authority ${authorities.length + 1}`, 'it is empty');
    authorities.push(name);
  }
  return { certificateTypes, authorities };
}

/** The body of a certificate_request of TLS 1.0 or 1.1. Throws WIRE_INVALID, WIRE_TOO_LARGE. */
export function encodeCertificateRequest(request: CertificateRequest): Buffer {
  const { certificateTypes, authorities } = request;
  if (authorities.length > MAX_AUTHORITIES) throw tooMany();
  if (certificateTypes.length === 0 || certificateTypes.some((type) => !Number.isInteger(type) || type >> 8 !== 0)) {
    throw invalid('certificate_types', `${certificateTypes.join(', ') || 'none'} are not types of one byte`);
  }
  const names = authorities.map((name, index) => {
    if (name.length === 0) throw invalid(`authority ${index + 1}`, 'it is empty');
    return vector(WHAT, `authority ${index + 1}`, 2, name);
  });
  return Buffer.concat([
    vector(WHAT, 'certificate_types', 1, Buffer.from(certificateTypes)),
    vector(WHAT, 'certificate_authorities', 2, Buffer.concat(names)),
  ]);
}

function invalid(place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: WHAT, place, detail });
}

function tooMany(): HarnessError {
  return new HarnessError('WIRE_TOO_LARGE', {
    what: WHAT,
    limit: `${MAX_AUTHORITIES} names`,
    place: 'certificate_authorities',
  });
}
