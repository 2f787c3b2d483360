import { remembered } from '../../foundation/remembered.js';
import { invalidSip } from './invalid.js';
import { parseParameters } from './parameters.js';

/** One Via element. `branch` may be missing: Communicator sends Via without it (observed). */
export interface SipVia {
  /** `SIP/2.0/TLS`, without blanks, letters as written. */
  readonly protocol: string;
  /** The last part of the protocol in upper case: `TLS`, `TCP`, `UDP`. */
  readonly transport: string;
  /** Name or address as written; IPv6 keeps its brackets. */
  readonly host: string;
  readonly port?: number;
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * `SIP/2.0/TLS 10.0.0.21:1063;branch=z9hG4bK1` (RFC 3261 20.42); blanks around slashes and colon are allowed.
 * @throws HarnessError WIRE_INVALID
 */
export const parseVia: (value: string) => SipVia = remembered(readVia, { entries: 256, longest: 256 });

function readVia(value: string): SipVia {
  const semicolon = value.indexOf(';');
  const head = (semicolon === -1 ? value : value.slice(0, semicolon)).trim();
  const parts = head.split('/').map((part) => part.trim());
  const [name, version, rest] = parts;
  const sentBy = /^([A-Za-z0-9-]+)[ \t]+(\[[0-9A-Fa-f:.]+\]|[^\s:[\]]+)(?:[ \t]*:[ \t]*([0-9]{1,5}))?$/.exec(
    rest ?? '',
  );
  const [, transport = '', host = '', portText] = sentBy ?? [];
  if (parts.length !== 3 || name?.toUpperCase() !== 'SIP' || version !== '2.0' || !sentBy) {
    throw invalidSip('Via', 'it is not SIP/2.0/transport and a host');
  }
  const via = {
    protocol: `${name}/${version}/${transport}`,
    transport: transport.toUpperCase(),
    host,
    parameters: parseParameters(semicolon === -1 ? '' : value.slice(semicolon), 'Via'),
  };
  if (portText === undefined) return via;
  const port = Number(portText);
  if (port < 1 || port > 65535) throw invalidSip('Via', 'the port is not from 1 to 65535');
  return { ...via, port };
}
