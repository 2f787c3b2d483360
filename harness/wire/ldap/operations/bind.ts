import type { BerReader } from '../ber/reader.js';
import { application, constructed, primitive } from '../ber/tags.js';
import { element, number, octets, text } from '../ber/writer.js';
import { invalidLdap } from '../invalid.js';
import { type LdapResult, readResult, resultParts } from '../result.js';

/** How a client proves who it is; `sicily` is the NTLM bind of Windows before SASL (MS-ADTS 5.1.1.1.3). */
export type BindCredentials =
  | { readonly method: 'simple'; readonly password: Buffer }
  | { readonly method: 'sasl'; readonly mechanism: string; readonly token?: Buffer }
  | { readonly method: 'sicily'; readonly step: SicilyStep; readonly token: Buffer };

export type SicilyStep = 'discovery' | 'negotiate' | 'response';

/** BindRequest (RFC 4511 4.2). */
export interface BindRequest {
  readonly kind: 'bindRequest';
  readonly version: number;
  /** A DN, a user principal name, `DOMAIN\user`, or empty. */
  readonly name: string;
  readonly credentials: BindCredentials;
}

/** BindResponse; `token` is serverSaslCreds. */
export interface BindResponse extends LdapResult {
  readonly kind: 'bindResponse';
  readonly token?: Buffer;
  /** Of a Sicily bind: stands where the matched name would (MS-ADTS 5.1.1.1.3). Not read back. */
  readonly sicilyToken?: Buffer;
}

export const BIND_REQUEST = application(0);
export const BIND_RESPONSE = application(1);
const SIMPLE = primitive(0);
const SASL = constructed(3);
const sicilySteps: Readonly<Record<number, SicilyStep>> = {
  [primitive(9)]: 'discovery',
  [primitive(10)]: 'negotiate',
  [primitive(11)]: 'response',
};
const sicilyTags: Readonly<Record<SicilyStep, number>> = {
  discovery: primitive(9),
  negotiate: primitive(10),
  response: primitive(11),
};
const SERVER_TOKEN = primitive(7);
/** The version has seven bits to spare. */
const MAX_VERSION = 127;

export function readBindRequest(reader: BerReader): BindRequest {
  const parts = reader.constructed(BIND_REQUEST, 'the bind request');
  const version = parts.number('the version', MAX_VERSION);
  const name = parts.text('the name');
  return { kind: 'bindRequest', version, name, credentials: readCredentials(parts) };
}

function readCredentials(parts: BerReader): BindCredentials {
  const tag = parts.peek() ?? 0;
  if (tag === SIMPLE) return { method: 'simple', password: parts.octets('the password', SIMPLE) };
  const step = sicilySteps[tag];
  if (step) return { method: 'sicily', step, token: parts.octets('the Sicily token', tag) };
  if (tag !== SASL) throw invalidLdap('the authentication', `no choice has the tag 0x${tag.toString(16)}`);
  const sasl = parts.constructed(SASL, 'the SASL credentials');
  const mechanism = sasl.text('the SASL mechanism');
  return { method: 'sasl', mechanism, ...(!sasl.done && { token: sasl.octets('the SASL credentials') }) };
}

export function writeBindRequest({ credentials, name, version }: BindRequest): Buffer {
  return element(BIND_REQUEST, number(version), text(name), writeCredentials(credentials));
}

function writeCredentials(credentials: BindCredentials): Buffer {
  if (credentials.method === 'simple') return octets(credentials.password, SIMPLE);
  if (credentials.method === 'sicily') return octets(credentials.token, sicilyTags[credentials.step]);
  const { mechanism, token } = credentials;
  return element(SASL, text(mechanism), ...(token ? [octets(token)] : []));
}

export function readBindResponse(reader: BerReader): BindResponse {
  const parts = reader.constructed(BIND_RESPONSE, 'the bind response');
  const result = readResult(parts);
  const token = parts.peek() === SERVER_TOKEN ? parts.octets('the server’s token', SERVER_TOKEN) : undefined;
  return { kind: 'bindResponse', ...result, ...(token && { token }) };
}

export function writeBindResponse(response: BindResponse): Buffer {
  const { sicilyToken, token } = response;
  const [code, matched, ...rest] = resultParts(response);
  const parts = [code, sicilyToken ? octets(sicilyToken) : matched, ...rest].filter((part) => part !== undefined);
  return element(BIND_RESPONSE, ...parts, ...(token ? [octets(token, SERVER_TOKEN)] : []));
}
