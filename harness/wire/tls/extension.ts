import { uint, vector } from './field-reader.js';

/** One hello extension, its data as sent. */
export interface Extension {
  readonly type: number;
  readonly name: string;
  readonly data: Buffer;
}

/** An extension among others; a hello has a dozen, and of most the data is never asked for. */
export class ReceivedExtension implements Extension {
  readonly type: number;
  readonly #block: Buffer;
  readonly #start: number;
  readonly #end: number;

  constructor(type: number, block: Buffer, start: number, end: number) {
    this.type = type;
    this.#block = block;
    this.#start = start;
    this.#end = end;
  }

  get name(): string {
    return extensionName(this.type);
  }

  get data(): Buffer {
    return this.#block.subarray(this.#start, this.#end);
  }
}

/** The extensions that are read or written here. */
export const extensionType = { serverName: 0, supportedVersions: 43, renegotiationInfo: 0xff01 } as const;

const names: Readonly<Record<number, string>> = {
  0: 'server_name',
  1: 'max_fragment_length',
  2: 'client_certificate_url',
  3: 'trusted_ca_keys',
  4: 'truncated_hmac',
  5: 'status_request',
  10: 'supported_groups',
  11: 'ec_point_formats',
  12: 'srp',
  13: 'signature_algorithms',
  14: 'use_srtp',
  15: 'heartbeat',
  16: 'application_layer_protocol_negotiation',
  17: 'status_request_v2',
  18: 'signed_certificate_timestamp',
  21: 'padding',
  22: 'encrypt_then_mac',
  23: 'extended_master_secret',
  27: 'compress_certificate',
  28: 'record_size_limit',
  35: 'session_ticket',
  41: 'pre_shared_key',
  42: 'early_data',
  43: 'supported_versions',
  44: 'cookie',
  45: 'psk_key_exchange_modes',
  47: 'certificate_authorities',
  48: 'oid_filters',
  49: 'post_handshake_auth',
  50: 'signature_algorithms_cert',
  51: 'key_share',
  13172: 'next_protocol_negotiation',
  17513: 'application_settings',
  30031: 'channel_id_old',
  30032: 'channel_id',
  65281: 'renegotiation_info',
};

/** The IANA name of an extension; `extension 77` for an unknown one. */
export function extensionName(type: number): string {
  return names[type] ?? `extension ${type}`;
}

/** The extension block of either hello with its length in front; no bytes without extensions. Throws WIRE_INVALID, WIRE_TOO_LARGE. */
export function encodeExtensions(
  what: string,
  extensions: readonly { readonly type: number; readonly data: Buffer }[],
): Buffer {
  if (extensions.length === 0) return Buffer.alloc(0);
  const each = extensions.map(({ type, data }) =>
    Buffer.concat([uint(what, 'an extension type', 2, type), vector(what, `extension ${type}`, 2, data)]),
  );
  return vector(what, 'extensions', 2, Buffer.concat(each));
}
