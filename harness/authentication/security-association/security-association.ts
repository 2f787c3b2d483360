import { HarnessError } from '../../foundation/errors/index.js';
import { randomHex } from '../../foundation/random-bytes.js';
import {
  type CredentialParameter,
  formatCredentials,
  formatParameters,
  isHeader,
  nextHeader,
  type SipHeader,
  type SipMessage,
} from '../../wire/sip/index.js';
import { fieldsOfMessage, likelyMistakes, SignedTexts } from '../sip-signature/index.js';
import { type ClaimedSignature, claimedSignatures, SIGNATURE_PARAMETERS, type Side } from './message-credentials.js';
import type { MessageSecurity } from './message-security.js';
import { ReplayWindow } from './replay-window.js';
import type { SignatureCheck } from './signature-check.js';
import type { SigningKeys } from './signing-keys.js';

/** Longest decimal number of a signature; numbers count up from 1 and are 32 bits. */
const MAX_NUMBER = 2 ** 32 - 1;
/** What is no signature at all is not compared with what somebody might have signed. */
const HEX_BYTES = /^(?:[0-9a-f]{2})+$/;

export interface SecurityAssociationOptions {
  /** Which side this object stands on. */
  readonly side: Side;
  readonly scheme: 'TLS-DSK' | 'NTLM' | 'Kerberos';
  readonly realm: string;
  readonly targetname: string;
  readonly opaque: string;
  readonly version: 3 | 4;
  readonly keys: SigningKeys;
  /** Gives crand or srand: 8 hex digits, unpredictable. Random by default. */
  readonly random?: () => string;
}

/** One security association between a client and a server: signs what is sent, checks what is received (MS-SIPAE 3). */
export class SecurityAssociation implements MessageSecurity {
  readonly opaque: string;
  readonly #options: SecurityAssociationOptions;
  readonly #random: () => string;
  readonly #received = new ReplayWindow();
  readonly #textsSent: SignedTexts;
  readonly #textsReceived: SignedTexts;
  /** What stands before and behind the server's own numbers and signature in every message, in the order of Lync 2013 (observed). */
  readonly #serverFrame: readonly [before: string, after: string];
  #sent = 0;

  constructor(options: SecurityAssociationOptions) {
    this.opaque = options.opaque;
    this.#options = options;
    this.#random = options.random ?? (() => randomHex(4));
    this.#serverFrame = serverFrame(options);
    this.#textsSent = new SignedTexts(options.version);
    this.#textsReceived = new SignedTexts(options.version);
  }

  /** Whether this side has signed anything yet. */
  get signedBefore(): boolean {
    return this.#sent > 0;
  }

  /**
   * The message with this side's credentials: Authentication-Info from a server, Authorization from a client.
   * Every other signed header (tags, Expires, identities) must be final. `gssapiData` joins the client's last NTLM
   * handshake message, which version 4 already signs.
   * `repeatNumber` signs with the number of the message before, which a good peer refuses.
   * @throws HarnessError SIGNATURE_FIELD_MISSING, WIRE_INVALID
   */
  signed(
    message: SipMessage,
    extra: { readonly gssapiData?: Buffer; readonly repeatNumber?: boolean } = {},
  ): SipMessage {
    const { side, scheme, realm, targetname, keys } = this.#options;
    const rand = this.#random();
    const num = String(extra.repeatNumber ? this.#sent : this.#sent + 1);
    const text = this.#textsSent.of(message, { scheme, rand, num, realm, targetname });
    const signature = keys.sign(text);
    if (!extra.repeatNumber) this.#sent++;
    if (side === 'server') {
      return withHeader(message, { name: 'Authentication-Info', value: this.#serverValue(rand, num, signature) });
    }
    const parameters = this.#clientParameters(rand, num, signature, extra.gssapiData);
    return withHeader(message, { name: 'Authorization', value: formatCredentials(scheme, parameters) });
  }

  /** Verifies the peer's signature, then its number; a number counts as used only when its signature is good. */
  check(message: SipMessage): SignatureCheck {
    const peer: Side = this.#options.side === 'server' ? 'client' : 'server';
    const claims = claimedSignatures(message, peer);
    if (claims.length === 0) return { ok: false, problem: 'missing' };
    const claim = claims.find((each) => this.#isOurs(each));
    if (!claim) return { ok: false, problem: 'wrong-association' };
    const expectedString = this.#textReceived(message, claim);
    const { signature } = claim;
    if (expectedString === undefined) return { ok: false, problem: 'bad-signature' };
    const { keys, version } = this.#options;
    if (!keys.verify(expectedString, signature)) {
      if (!HEX_BYTES.test(signature)) return { ok: false, problem: 'bad-signature' };
      const mistakes = likelyMistakes(fieldsOfMessage(message, claim), version);
      const signedInstead = mistakes.find(({ text }) => keys.verify(text, signature));
      return { ok: false, problem: 'bad-signature', expectedString, ...(signedInstead && { signedInstead }) };
    }
    const number = /^[0-9]{1,10}$/.test(claim.num) ? Number(claim.num) : 0;
    if (number < 1 || number > MAX_NUMBER) return { ok: false, problem: 'bad-signature', expectedString };
    if (!this.#received.take(number)) return { ok: false, problem: 'replayed', expectedString };
    return { ok: true, number };
  }

  /** Undefined for a message that lacks what is signed. */
  #textReceived(message: SipMessage, claim: ClaimedSignature): string | undefined {
    try {
      return this.#textsReceived.of(message, claim);
    } catch (error) {
      if (error instanceof HarnessError) return undefined;
      throw error;
    }
  }

  #isOurs(claim: ClaimedSignature): boolean {
    const { scheme, realm, targetname, opaque } = this.#options;
    return (
      (claim.scheme === scheme || claim.scheme.toLowerCase() === scheme.toLowerCase()) &&
      claim.realm === realm &&
      claim.targetname === targetname &&
      claim.opaque === opaque
    );
  }

  /** None of the three needs to be looked at: they are digits of one kind or another. */
  #serverValue(rand: string, num: string, signature: string): string {
    const { rand: randName, num: numName, signature: signatureName } = SIGNATURE_PARAMETERS.server;
    const [before, after] = this.#serverFrame;
    return `${before}, ${randName}="${rand}", ${numName}="${num}", ${signatureName}="${signature}", ${after}`;
  }

  /** Clients name the version only while they sign in: in version 4 that includes the first signed message. */
  #clientParameters(rand: string, num: string, signature: string, gssapiData?: Buffer): CredentialParameter[] {
    const { realm, targetname, version } = this.#options;
    const names = SIGNATURE_PARAMETERS.client;
    const signingIn = version === 4 && num === '1';
    return [
      ['qop', 'auth'],
      ['opaque', this.opaque],
      ['realm', realm],
      ['targetname', targetname],
      ...(gssapiData ? [['gssapi-data', gssapiData.toString('base64')] as const] : []),
      ...(signingIn ? [['version', '4', false] as const] : []),
      [names.rand, rand],
      [names.num, num],
      [names.signature, signature],
    ];
  }
}

function serverFrame({ scheme, opaque, targetname, realm, version }: SecurityAssociationOptions): [string, string] {
  const before = formatCredentials(scheme, [
    ['qop', 'auth'],
    ['opaque', opaque],
  ]);
  const after = formatParameters([
    ['targetname', targetname],
    ['realm', realm],
    ['version', String(version), false],
  ]);
  return [before, after];
}

/** Puts the header after the leading Via lines, replacing an older one of its name. */
function withHeader(message: SipMessage, added: SipHeader): SipMessage {
  const before = nextHeader(message.headers, added.name, 0) !== -1;
  const others = before ? message.headers.filter(({ name }) => !isHeader(name, added.name)) : message.headers;
  let place = 0;
  while (place < others.length && isHeader(others[place]?.name ?? '', 'Via')) place++;
  const headers = others.toSpliced(place, 0, added);
  const { body } = message;
  if (message.kind === 'response') {
    return { kind: 'response', status: message.status, reason: message.reason, headers, body };
  }
  return { kind: 'request', method: message.method, uri: message.uri, headers, body };
}
