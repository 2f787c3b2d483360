/** RFC 7468 form of a DER certificate, in lines of 64. Windows ends them with CR LF. */
export function certificateText(der: Buffer, lineEnd = '\n'): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join(lineEnd);
}
