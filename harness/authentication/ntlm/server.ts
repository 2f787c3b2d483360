import { randomBytes, timingSafeEqual } from 'node:crypto';
import { HarnessError } from '../../foundation/errors/index.js';
import { rc4 } from '../../foundation/primitives/rc4.js';
import type { Secret } from '../../foundation/secret.js';
import {
  AvId,
  type AvPair,
  decodeAvPairs,
  decodeNtlm,
  encodeChallenge,
  hasFlag,
  MIC_BYTES,
  MIC_OFFSET,
  NTLM_VERSION_6_1,
  type NtlmAuthenticate,
  textPair,
} from '../../wire/ntlm/index.js';
import { fileTime } from './file-time.js';
import { HTTP_CHALLENGE_FLAGS } from './flags.js';
import { hmacMd5, passwordKey, passwordProof } from './password-proof.js';

/** Who the server says it is, in the TargetInfo of its challenge. */
export interface NtlmTarget {
  readonly netbiosDomain: string;
  readonly netbiosComputer: string;
  readonly dnsDomain: string;
  readonly dnsComputer: string;
  /** DNS name of the forest; the DNS domain when absent. */
  readonly forest?: string;
  /** Real registrars leave it empty (observed). */
  readonly targetName?: string;
  /** Flags of the challenge: `HTTP_CHALLENGE_FLAGS` unless given; a registrar gives `SIP_CHALLENGE_FLAGS`. */
  readonly flags?: number;
  /** Adds the server's time, which invites a client to send a message integrity code. */
  readonly time?: Date;
  /** The client's first message over HTTP; part of the message integrity code when there is one. */
  readonly negotiate?: Buffer;
}

/** Why an AUTHENTICATE message was not accepted. */
export type NtlmProblem =
  | 'malformed'
  | 'no-challenge'
  | 'anonymous'
  | 'ntlmv1'
  | 'unknown-user'
  | 'wrong-password'
  | 'wrong-integrity-code';

export type NtlmResult =
  | {
      readonly ok: true;
      readonly user: string;
      readonly domain: string;
      readonly workstation: string;
      readonly exportedSessionKey: Buffer;
      /** The negotiated flags: they decide how SIP messages are signed. */
      readonly flags: number;
    }
  | { readonly ok: false; readonly problem: NtlmProblem; readonly user?: string; readonly domain?: string };

/** AV flag that says the AUTHENTICATE message carries a MIC (MS-NLMP 2.2.2.1, MsvAvFlags). */
const AV_FLAG_MIC = 0x2;

/** The client data of an NTLMv2 response before its AV pairs (MS-NLMP 2.2.2.7). */
const CLIENT_DATA_HEADER = 28;
const PROOF_BYTES = 16;

/** NTLMv2 of one connection (MS-NLMP 3.2): a challenge, used once, and the judgement of the answer. */
export class NtlmServer {
  readonly #serverChallenge: Buffer;
  #sent: Buffer | undefined;
  #negotiate: Buffer = Buffer.alloc(0);

  /** `serverChallenge`: 8 bytes a test may fix; random otherwise. */
  constructor(options: { readonly serverChallenge?: Buffer } = {}) {
    this.#serverChallenge = options.serverChallenge ?? randomBytes(8);
  }

  /** The CHALLENGE message. AV pairs in the order of a real registrar (observed). */
  challenge(target: NtlmTarget): Buffer {
    const targetInfo = [
      textPair(AvId.NETBIOS_DOMAIN, target.netbiosDomain),
      textPair(AvId.NETBIOS_COMPUTER, target.netbiosComputer),
      textPair(AvId.DNS_DOMAIN, target.dnsDomain),
      textPair(AvId.DNS_COMPUTER, target.dnsComputer),
      textPair(AvId.DNS_TREE, target.forest ?? target.dnsDomain),
      ...(target.time ? [{ id: AvId.TIMESTAMP, value: fileTime(target.time) }] : []),
    ];
    this.#negotiate = target.negotiate ?? Buffer.alloc(0);
    this.#sent = encodeChallenge({
      flags: target.flags ?? HTTP_CHALLENGE_FLAGS,
      targetName: target.targetName ?? '',
      serverChallenge: this.#serverChallenge,
      targetInfo,
      version: NTLM_VERSION_6_1,
    });
    return this.#sent;
  }

  /** Judges the answer to the challenge; the challenge is spent whatever the outcome. Never throws for bad input. */
  authenticate(message: Buffer, findPassword: (user: string, domain: string) => Secret | undefined): NtlmResult {
    const challenge = this.#sent;
    this.#sent = undefined;
    if (!challenge) return { ok: false, problem: 'no-challenge' };
    const answer = readAnswer(message);
    if (!answer) return { ok: false, problem: 'malformed' };
    const { user, domain, workstation, flags, ntResponse, clientPairs } = answer;
    if (user === '' || hasFlag(flags, 'ANONYMOUS')) return { ok: false, problem: 'anonymous' };
    if (!clientPairs) return { ok: false, problem: 'ntlmv1', user, domain };
    const password = findPassword(user, domain);
    if (!password) return { ok: false, problem: 'unknown-user', user, domain };
    const key = this.#provenKey(answer, password);
    if (!key) return { ok: false, problem: 'wrong-password', user, domain };
    const keyExchangeKey = hmacMd5(key, ntResponse.subarray(0, PROOF_BYTES));
    const exchange = hasFlag(flags, 'KEY_EXCHANGE') && answer.sessionKey.length === 16;
    const exportedSessionKey = exchange ? rc4(keyExchangeKey, answer.sessionKey) : keyExchangeKey;
    if (promisesIntegrityCode(clientPairs)) {
      const expected = hmacMd5(exportedSessionKey, this.#negotiate, challenge, withoutIntegrityCode(message));
      if (!answer.mic || !timingSafeEqual(answer.mic, expected)) {
        return { ok: false, problem: 'wrong-integrity-code', user, domain };
      }
    }
    return { ok: true, user, domain, workstation, exportedSessionKey, flags };
  }

  /** The key of the password when the proof is right; clients that name no domain key with an empty one (observed). */
  #provenKey(answer: NtlmAuthenticate, password: Secret): Buffer | undefined {
    const proof = answer.ntResponse.subarray(0, PROOF_BYTES);
    const clientData = answer.ntResponse.subarray(PROOF_BYTES);
    return [...new Set([answer.domain, ''])]
      .map((domain) => passwordKey(answer.user, domain, password))
      .find((key) => timingSafeEqual(passwordProof(key, this.#serverChallenge, clientData), proof));
  }
}

type Answer = NtlmAuthenticate & { readonly clientPairs: readonly AvPair[] | undefined };

/** The message with the AV pairs of its NTLMv2 response; `clientPairs` is undefined for an NTLMv1 response. */
function readAnswer(bytes: Buffer): Answer | undefined {
  try {
    const message = decodeNtlm(bytes);
    if (message.type !== 3) return undefined;
    const { ntResponse } = message;
    if (ntResponse.length <= 24) return { ...message, clientPairs: undefined };
    if (ntResponse.length < PROOF_BYTES + CLIENT_DATA_HEADER) return undefined;
    return { ...message, clientPairs: decodeAvPairs(ntResponse.subarray(PROOF_BYTES + CLIENT_DATA_HEADER)) };
  } catch (error) {
    if (error instanceof HarnessError) return undefined;
    throw error;
  }
}

function promisesIntegrityCode(pairs: readonly AvPair[]): boolean {
  const flags = pairs.find(({ id }) => id === AvId.FLAGS)?.value;
  return flags !== undefined && flags.length >= 4 && (flags.readUInt32LE(0) & AV_FLAG_MIC) !== 0;
}

function withoutIntegrityCode(message: Buffer): Buffer {
  const copy = Buffer.from(message);
  copy.fill(0, MIC_OFFSET, MIC_OFFSET + MIC_BYTES);
  return copy;
}
