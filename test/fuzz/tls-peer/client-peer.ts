import { constants, privateEncrypt } from 'node:crypto';
import type { EngineSession } from '../../../harness/tls/engine/options.js';
import type { EngineSuite } from '../../../harness/tls/engine/suite.js';
import {
  encodeCertificateMessage,
  encodeClientHello,
  encodeSslv2ClientHello,
  handshakeType,
  parseServerHello,
} from '../../../harness/wire/tls/index.js';
import type { PeerIdentity } from './identities.js';
import { handshakeHashes, masterSecret, verifyData } from './key-schedule.js';
import { type ReceivedMessage, ScriptedPeer } from './peer.js';
import { encryptedPremaster, type PremasterFault, secretWith } from './premaster.js';
import type { SeededBytes } from './seeded-bytes.js';
import { applicationData, changeCipherSpec, closeNotify, handshakeStep, type Step } from './step.js';
import { type VerifyDataFault, wrongVerifyData } from './verify-data.js';

export interface ClientPeerOptions {
  readonly suite: EngineSuite;
  readonly server: PeerIdentity;
  readonly random: SeededBytes;
  readonly format: 'tls' | 'sslv2';
  /** Shown in the handshake; the server must ask for it. */
  readonly identity?: PeerIdentity;
  /** Resumed; the server must know it. */
  readonly session?: EngineSession;
  readonly premasterFault?: PremasterFault;
  readonly verifyDataFault?: VerifyDataFault;
  /** `none` shows no certificate, `other-key` proves the possession of another one's key. */
  readonly certificateFault?: CertificateFault;
}

/** Ways not to prove who one is. */
export const certificateFaults = ['none', 'other-key'] as const;
export type CertificateFault = (typeof certificateFaults)[number];

export class ClientPeer extends ScriptedPeer {
  readonly #options: ClientPeerOptions;
  readonly #premaster: Buffer;

  constructor(options: ClientPeerOptions) {
    super(options.suite, 'client');
    this.#options = options;
    this.clientRandom = options.random.bytes(32);
    this.#premaster = Buffer.concat([Buffer.from([3, 1]), options.random.bytes(46)]);
  }

  get master(): Buffer {
    const { session, premasterFault } = this.#options;
    const secret = secretWith(this.#premaster, premasterFault);
    return session?.master ?? masterSecret(secret, this.clientRandom, this.serverRandom);
  }

  script(): Step[] {
    const { identity, session, server, random, premasterFault, verifyDataFault, certificateFault } = this.#options;
    const chain = certificateFault === 'none' ? [] : (identity?.chain ?? []);
    const signer = certificateFault === 'other-key' ? server : identity;
    const full = [
      ...(identity ? [handshakeStep('certificate', 11, () => encodeCertificateMessage(chain))] : []),
      handshakeStep(
        'client_key_exchange',
        16,
        () => encryptedPremaster(this.#premaster, server, random, premasterFault),
        // On its own, so that an answer to it alone can be told from one to the Finished.
        { flush: premasterFault !== undefined },
      ),
      ...(signer && chain.length > 0 ? [handshakeStep('certificate_verify', 15, () => this.#signature(signer))] : []),
    ];
    return [
      this.#hello(),
      ...(session ? [] : full),
      changeCipherSpec,
      handshakeStep(
        'finished',
        20,
        () => wrongVerifyData(verifyData(this.master, 'client', this.transcript), this, verifyDataFault),
        { flush: true },
      ),
      applicationData('ping'),
      closeNotify,
    ];
  }

  protected understand({ type, body }: ReceivedMessage): void {
    if (type === handshakeType.server_hello) this.serverRandom = parseServerHello(body).random;
    else if (type === handshakeType.finished && !body.equals(this.expectedVerifyData())) {
      this.unreadable = 'the server’s Finished does not fit';
    }
  }

  #hello(): Step {
    const { format, session, suite } = this.#options;
    const fields = {
      version: 0x0301,
      random: this.clientRandom,
      suites: [0x00ff, suite.id],
      ...(session && { sessionId: session.id }),
    };
    if (format === 'tls') return handshakeStep('client_hello', 1, () => encodeClientHello(fields), { flush: true });
    return { name: 'client_hello', record: 'raw', flush: true, body: () => encodeSslv2ClientHello(fields) };
  }

  #signature({ privateKey, modulusBytes }: PeerIdentity): Buffer {
    const key = { key: privateKey, padding: constants.RSA_PKCS1_PADDING };
    const length = Buffer.alloc(2);
    length.writeUInt16BE(modulusBytes);
    return Buffer.concat([length, privateEncrypt(key, handshakeHashes(this.transcript))]);
  }
}
