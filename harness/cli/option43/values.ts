import { type CertificateServiceLocation, encodeOption43, type SubOption } from '../../wire/option43/index.js';
import { encodeOption120 } from '../../wire/option120/index.js';

/** What DHCPUtil is told, and the bytes it makes of it. */
export interface LyncOptions {
  readonly sipServer: string;
  readonly location: Required<Omit<CertificateServiceLocation, 'port'>> & { readonly port?: string };
  readonly option120: Buffer;
  /** The value of option 43 for class MS-UC-Client. */
  readonly option43: Buffer;
  readonly subOptions: readonly (SubOption & { readonly text: string })[];
}

/** Errors: WIRE_INVALID, WIRE_TOO_LARGE. */
export function lyncOptions(sipServer: string, location: LyncOptions['location']): LyncOptions {
  const { identifier, urlScheme, webServer, port, path } = location;
  const texts = [identifier, urlScheme, webServer, port, path];
  return {
    sipServer,
    location,
    option120: encodeOption120([sipServer]),
    option43: encodeOption43(location),
    subOptions: texts.flatMap((text, index) =>
      text === undefined ? [] : [{ code: index + 1, data: Buffer.from(text, 'ascii'), text }],
    ),
  };
}

export function upperHex(bytes: Buffer): string {
  return bytes.toString('hex').toUpperCase();
}
