import { invalidSpnego, MAX_SPNEGO_BYTES, readElements, readOnly, writeElement } from './der.js';

/** Content octets of object identifiers: SPNEGO itself, NTLM, and Kerberos as it should be and as Windows also writes it. */
const SPNEGO = Buffer.from('2b0601050502', 'hex');
const MECHANISMS: Readonly<Record<string, SpnegoMechanism>> = {
  '2b06010401823702020a': 'NTLM',
  '2a864886f712010202': 'Kerberos',
  '2a864882f712010202': 'Kerberos',
};
const NTLM = Buffer.from('2b06010401823702020a', 'hex');
const SEQUENCE = 0x30;
const OCTETS = 0x04;
const OID = 0x06;
const ENUMERATED = 0x0a;
const APPLICATION_0 = 0x60;
const field = (n: number): number => 0xa0 + n;

export type SpnegoMechanism = 'NTLM' | 'Kerberos' | 'other';

/** RFC 4178 4.2.2, negState. */
export const negotiationStates = ['accept-completed', 'accept-incomplete', 'reject', 'request-mic'] as const;
export type NegotiationState = (typeof negotiationStates)[number];

export type SpnegoToken =
  | {
      readonly kind: 'init';
      /** In the client's order of preference; its token is for the first. */
      readonly mechanisms: readonly SpnegoMechanism[];
      readonly token: Buffer | undefined;
      /** The list as it was sent, MechTypeList in DER: what `mic` of a later token is over. */
      readonly mechanismList: Buffer;
    }
  | {
      readonly kind: 'response';
      readonly state: NegotiationState | undefined;
      readonly token: Buffer | undefined;
      /** mechListMIC. */
      readonly mic?: Buffer | undefined;
    };

/**
 * A negotiation token of RFC 4178; flags are skipped.
 * @throws HarnessError WIRE_INVALID
 */
export function decodeSpnego(bytes: Buffer): SpnegoToken {
  if (bytes.length > MAX_SPNEGO_BYTES) throw invalidSpnego('its length', `it is over ${MAX_SPNEGO_BYTES} bytes`);
  const [outer, ...more] = readElements(bytes, 'the token');
  if (!outer || more.length > 0) throw invalidSpnego('the token', 'it is not one element');
  if (outer.tag === field(1)) return response(outer.content);
  if (outer.tag !== APPLICATION_0) throw invalidSpnego('the token', 'it is neither an initial token nor a response');
  const [mechanism, inner] = readElements(outer.content, 'the initial token');
  if (mechanism?.tag !== OID || !mechanism.content.equals(SPNEGO) || inner?.tag !== field(0)) {
    throw invalidSpnego('the initial token', 'it is not of SPNEGO');
  }
  const fields = readElements(readOnly(inner.content, SEQUENCE, 'NegTokenInit'), 'NegTokenInit');
  const list = fields.find(({ tag }) => tag === field(0));
  if (!list) throw invalidSpnego('NegTokenInit', 'it lists no mechanisms');
  const mechanisms = readElements(readOnly(list.content, SEQUENCE, 'mechTypes'), 'mechTypes').map(
    ({ content }) => MECHANISMS[content.toString('hex')] ?? 'other',
  );
  return { kind: 'init', mechanisms, token: octets(fields, 2), mechanismList: list.content };
}

function response(content: Buffer): SpnegoToken {
  const fields = readElements(readOnly(content, SEQUENCE, 'NegTokenResp'), 'NegTokenResp');
  const given = fields.find(({ tag }) => tag === field(0));
  const state = given && readOnly(given.content, ENUMERATED, 'negState')[0];
  const mic = octets(fields, 3);
  return {
    kind: 'response',
    state: state === undefined ? undefined : negotiationStates[state],
    token: octets(fields, 2),
    ...(mic && { mic }),
  };
}

/** mechToken and responseToken have the same place. */
function octets(fields: readonly { tag: number; content: Buffer }[], place: 2 | 3): Buffer | undefined {
  const found = fields.find(({ tag }) => tag === field(place));
  return found && readOnly(found.content, OCTETS, 'the mechanism’s token');
}

/** A server's answer, for NTLM; `mic` is mechListMIC. */
export function encodeSpnegoResponse(state: NegotiationState, token?: Buffer, mic?: Buffer): Buffer {
  return writeElement(
    field(1),
    writeElement(
      SEQUENCE,
      writeElement(field(0), writeElement(ENUMERATED, Buffer.from([negotiationStates.indexOf(state)]))),
      writeElement(field(1), writeElement(OID, NTLM)),
      ...(token ? [writeElement(field(2), writeElement(OCTETS, token))] : []),
      ...(mic ? [writeElement(field(3), writeElement(OCTETS, mic))] : []),
    ),
  );
}

/** A client's first token: NTLM alone, or behind Kerberos as a Windows client without a ticket lists it. */
export function encodeSpnegoInit(mechanisms: readonly ('NTLM' | 'Kerberos')[], token?: Buffer): Buffer {
  const listed = mechanisms.map((each) =>
    writeElement(OID, each === 'NTLM' ? NTLM : Buffer.from('2a864886f712010202', 'hex')),
  );
  return writeElement(
    APPLICATION_0,
    writeElement(OID, SPNEGO),
    writeElement(
      field(0),
      writeElement(
        SEQUENCE,
        writeElement(field(0), writeElement(SEQUENCE, ...listed)),
        ...(token ? [writeElement(field(2), writeElement(OCTETS, token))] : []),
      ),
    ),
  );
}
