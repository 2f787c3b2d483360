import { HarnessError } from '../../foundation/errors/index.js';
import { extensionType } from './extension.js';
import { vector } from './field-reader.js';

/** Longest name in DNS (RFC 1035 2.3.4). */
export const MAX_SERVER_NAME = 255;

const WHAT = 'The extension server_name';

/** server_name for a ClientHello, with one host name (RFC 3546 3.1, RFC 6066 3). Throws WIRE_INVALID, WIRE_TOO_LARGE. */
export function encodeServerName(host: string): { type: number; data: Buffer } {
  if (!/^[\x21-\x7e]+$/.test(host)) {
    throw new HarnessError('WIRE_INVALID', { what: WHAT, place: 'the name', detail: 'it is not a host name in ASCII' });
  }
  if (host.length > MAX_SERVER_NAME) {
    throw new HarnessError('WIRE_TOO_LARGE', { what: WHAT, limit: `${MAX_SERVER_NAME} bytes`, place: 'the name' });
  }
  const hostName = Buffer.concat([Buffer.from([0]), vector(WHAT, 'the name', 2, Buffer.from(host, 'latin1'))]);
  return { type: extensionType.serverName, data: vector(WHAT, 'the list of names', 2, hostName) };
}
