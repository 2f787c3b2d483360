import { constants, privateDecrypt, publicDecrypt, X509Certificate } from 'node:crypto';
import type { EngineSession } from '../../../harness/tls/engine/options.js';
import type { EngineSuite } from '../../../harness/tls/engine/suite.js';
import {
  encodeCertificateMessage,
  handshakeType,
  parseCertificateMessage,
  parseClientHello,
  parseSslv2ClientHello,
} from '../../../harness/wire/tls/index.js';
import type { PeerIdentity } from './identities.js';
import { handshakeHashes, masterSecret, verifyData } from './key-schedule.js';
import { type ReceivedMessage, ScriptedPeer } from './peer.js';
import type { SeededBytes } from './seeded-bytes.js';
import { applicationData, changeCipherSpec, closeNotify, handshakeStep, type Step } from './step.js';
import { type VerifyDataFault, wrongVerifyData } from './verify-data.js';

/** What a ServerHello says that no client may believe. */
export const helloFaults = [
  'version-ssl3',
  'version-tls12',
  'suite-not-offered',
  'suite-unknown',
  'compression',
  'long-session-id',
  'trailing-byte',
] as const;
export type HelloFault = (typeof helloFaults)[number];

export interface ServerPeerOptions {
  readonly suite: EngineSuite;
  readonly server: PeerIdentity;
  readonly random: SeededBytes;
  readonly asksForCertificate?: boolean;
  readonly session?: EngineSession;
  readonly helloFault?: HelloFault;
  readonly verifyDataFault?: VerifyDataFault;
}

export class ServerPeer extends ScriptedPeer {
  readonly #options: ServerPeerOptions;
  /** Certificates of the client. */
  shown: readonly Buffer[] = [];
  #premaster: Buffer | undefined;

  constructor(options: ServerPeerOptions) {
    super(options.suite, 'server');
    this.#options = options;
    this.serverRandom = options.random.bytes(32);
  }

  get master(): Buffer | undefined {
    if (this.#options.session) return this.#options.session.master;
    return this.#premaster && masterSecret(this.#premaster, this.clientRandom, this.serverRandom);
  }

  script(): Step[] {
    const { server, asksForCertificate, session, verifyDataFault } = this.#options;
    const full = [
      handshakeStep('certificate', 11, () => encodeCertificateMessage(server.chain)),
      ...(asksForCertificate ? [handshakeStep('certificate_request', 13, () => Buffer.from([1, 1, 0, 0]))] : []),
      handshakeStep('server_hello_done', 14, () => Buffer.alloc(0), { flush: true }),
    ];
    return [
      handshakeStep('server_hello', 2, () => this.#hello()),
      ...(session ? [] : full),
      changeCipherSpec,
      handshakeStep(
        'finished',
        20,
        () =>
          wrongVerifyData(
            verifyData(this.master ?? Buffer.alloc(48), 'server', this.transcript),
            this,
            verifyDataFault,
          ),
        { flush: true },
      ),
      applicationData('ping'),
      closeNotify,
    ];
  }

  override take(bytes: Buffer): void {
    const isSslv2 = this.transcript.length === 0 && (bytes[0] ?? 0) >= 0x80;
    const length = isSslv2 ? 2 + (bytes.readUInt16BE() & 0x7fff) : 0;
    if (isSslv2) {
      // It comes without a record, and the handshake hash covers it without its header.
      this.clientRandom = parseSslv2ClientHello(bytes.subarray(0, length)).random;
      this.transcript.push(Buffer.from(bytes.subarray(2, length)));
    }
    super.take(bytes.subarray(length));
  }

  protected understand({ type, body }: ReceivedMessage): void {
    if (type === handshakeType.client_hello) this.clientRandom = parseClientHello(body, 0x0301).random;
    else if (type === handshakeType.certificate) this.shown = parseCertificateMessage(body);
    else if (type === handshakeType.certificate_verify) this.#checkPossession(body);
    else if (type === handshakeType.client_key_exchange) this.#premaster = this.#decrypt(body.subarray(2));
    else if (type === handshakeType.finished && !body.equals(this.expectedVerifyData())) {
      this.unreadable = 'the client’s Finished does not fit';
    }
  }

  #checkPossession(body: Buffer): void {
    const { publicKey } = new X509Certificate(this.shown[0] ?? Buffer.alloc(0));
    const signed = publicDecrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, body.subarray(2));
    if (!signed.equals(handshakeHashes(this.transcript))) this.unreadable = 'the CertificateVerify does not fit';
  }

  #hello(): Buffer {
    const { suite, random, session, helloFault: fault } = this.#options;
    const version = fault === 'version-ssl3' ? 0x0300 : fault === 'version-tls12' ? 0x0303 : 0x0301;
    const id = fault === 'long-session-id' ? random.bytes(33) : (session?.id ?? random.bytes(32));
    // Of the engine's suites the client of a case offers one alone.
    const chosen =
      fault === 'suite-not-offered' ? (suite.id === 5 ? 4 : 5) : fault === 'suite-unknown' ? 0xfafa : suite.id;
    const fields = Buffer.alloc(2);
    fields.writeUInt16BE(version);
    return Buffer.concat([
      fields,
      this.serverRandom,
      Buffer.from([id.length]),
      id,
      Buffer.from([chosen >> 8, chosen & 255, fault === 'compression' ? 1 : 0]),
      ...(fault === 'trailing-byte' ? [Buffer.from([0])] : []),
    ]);
  }

  #decrypt(sealed: Buffer): Buffer | undefined {
    try {
      const block = privateDecrypt({ key: this.#options.server.privateKey, padding: constants.RSA_NO_PADDING }, sealed);
      return block.subarray(block.indexOf(0, 2) + 1);
    } catch {
      // The certificate was damaged on its way: the key the client used is another one.
      return undefined;
    }
  }
}
