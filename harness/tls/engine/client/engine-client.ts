import { type KeyObject, randomBytes } from 'node:crypto';
import {
  clientCertificateType,
  encodeCertificateMessage,
  encodeCertificateVerify,
  encodeClientKeyExchange,
  encodeHandshake,
  handshakeType,
  parseCertificateMessage,
  parseCertificateRequest,
  tlsVersion,
} from '../../../wire/tls/index.js';
import { decoded } from '../connection/decoded.js';
import { EngineConnection, type Message } from '../connection/engine-connection.js';
import { ConnectionSecrets } from '../connection/secrets.js';
import type { EngineOutput } from '../engine.js';
import { EngineAlert } from '../engine-alert.js';
import type { EngineClientOptions } from '../options.js';
import { certificateKey } from '../rsa/certificate-key.js';
import { signHandshake } from '../rsa/handshake-signature.js';
import { newPremaster, sealPremaster } from '../rsa/premaster.js';
import { prepareIdentity } from '../rsa/prepared-identity.js';
import type { EngineSuite } from '../suite.js';
import { clientHello, sslv2ClientHello } from './hello.js';
import { type Choice, readServerHello } from './server-hello.js';

/** What the server has to send next. */
type Step =
  | 'nothing before the ClientHello'
  | 'ServerHello'
  | 'Certificate'
  | 'CertificateRequest or ServerHelloDone'
  | 'ServerHelloDone'
  | 'ChangeCipherSpec'
  | 'Finished'
  | 'application data';

const messagesOf: Readonly<Record<Step, readonly number[]>> = {
  'nothing before the ClientHello': [],
  ServerHello: [handshakeType.server_hello],
  Certificate: [handshakeType.certificate],
  'CertificateRequest or ServerHelloDone': [handshakeType.certificate_request, handshakeType.server_hello_done],
  ServerHelloDone: [handshakeType.server_hello_done],
  ChangeCipherSpec: [],
  Finished: [handshakeType.finished],
  'application data': [],
};

const RANDOM_LENGTH = 32;

/** The client's side of a handshake (RFC 2246 7.3), full or abbreviated. Whether the chain is trusted is its owner's affair. */
export class EngineClient extends EngineConnection {
  readonly #options: EngineClientOptions;
  readonly #random = randomBytes(RANDOM_LENGTH);
  #step: Step = 'nothing before the ClientHello';
  #choice: Choice | undefined;
  #peerChain: readonly Buffer[] = [];
  #serverKey: KeyObject | undefined;
  #certificateAsked: { readonly rsa: boolean } | undefined;

  /** Throws TLS_CERTIFICATE_UNUSABLE for an identity without an RSA key or a certificate. */
  constructor(options: EngineClientOptions, output: EngineOutput) {
    super(output, options.maxRecord);
    this.#options = options;
    if (options.identity !== undefined) prepareIdentity(options.identity);
  }

  get suite(): EngineSuite | undefined {
    return this.#choice?.suite;
  }

  get peerChain(): readonly Buffer[] {
    return this.#peerChain;
  }

  get serverName(): undefined {
    return undefined;
  }

  get resumed(): boolean {
    return this.#choice?.session !== undefined;
  }

  start(): void {
    if (this.#step !== 'nothing before the ClientHello') return;
    this.#step = 'ServerHello';
    if (this.#options.helloFormat === 'sslv2') {
      const hello = sslv2ClientHello(this.#options, this.#random);
      this.transcript.add(hello.subarray(2));
      this.send(hello);
    } else {
      this.send(this.sealMessages([clientHello(this.#options, this.#random)]));
    }
  }

  requestRenegotiation(): void {}

  protected get due(): string {
    return this.#step;
  }

  protected expects(type: number): boolean {
    return messagesOf[this.#step].includes(type);
  }

  protected get expectsChangeCipher(): boolean {
    return this.#step === 'ChangeCipherSpec';
  }

  /** A HelloRequest may come at any time; during a handshake it means nothing (RFC 2246 7.4.1.1). */
  protected asksAgain(type: number): boolean {
    return type === handshakeType.hello_request && this.#step !== 'nothing before the ClientHello';
  }

  protected readAskingAgain(body: Buffer): void {
    checkEmpty('HelloRequest', body);
  }

  protected forgetSession(): void {}

  protected changeCipher(): void {
    const { suite, keys } = this.agreedSecrets();
    this.records.protectRead(suite, keys.server);
    this.#step = 'Finished';
  }

  protected take(message: Message): void {
    const { type } = message;
    if (type === handshakeType.server_hello) this.#takeHello(message);
    else if (type === handshakeType.certificate) this.#takeCertificate(message);
    else if (type === handshakeType.certificate_request) this.#takeRequest(message);
    else if (type === handshakeType.server_hello_done) this.#takeHelloDone(message);
    else this.#takeFinished(message);
  }

  #takeHello({ body, raw }: Message): void {
    const choice = readServerHello(body, this.#options);
    this.transcript.add(raw);
    this.#choice = choice;
    this.agreeOnVersion();
    this.#step = 'Certificate';
    if (choice.session === undefined) return;
    this.secrets = new ConnectionSecrets(choice.suite, choice.session.master, this.#randoms());
    this.#peerChain = choice.session.serverChain ?? [];
    this.#step = 'ChangeCipherSpec';
  }

  #takeCertificate({ body, raw }: Message): void {
    const chain = decoded(() => parseCertificateMessage(body));
    const [leaf] = chain;
    if (leaf === undefined) throw new EngineAlert('decode_error', 'the server shows no certificate');
    this.transcript.add(raw);
    this.#peerChain = chain;
    this.#serverKey = certificateKey(leaf);
    this.#step = 'CertificateRequest or ServerHelloDone';
  }

  #takeRequest({ body, raw }: Message): void {
    const { certificateTypes } = decoded(() => parseCertificateRequest(body));
    this.transcript.add(raw);
    this.#certificateAsked = { rsa: certificateTypes.includes(clientCertificateType.rsaSign) };
    this.#step = 'ServerHelloDone';
  }

  /** Answers with everything up to the own Finished, in one go as clients do. */
  #takeHelloDone({ body, raw }: Message): void {
    checkEmpty('ServerHelloDone', body);
    this.transcript.add(raw);
    const serverKey = this.#serverKey;
    if (this.#choice === undefined || serverKey === undefined) throw new TypeError('no server key yet');
    const premaster = newPremaster(tlsVersion.tls10);
    this.secrets = ConnectionSecrets.ofPremaster(this.#choice.suite, premaster, this.#randoms());
    const exchange = encodeClientKeyExchange(sealPremaster(serverKey, premaster));
    const identity = this.#certificateAsked?.rsa ? this.#options.identity : undefined;
    const messages = [encodeHandshake(handshakeType.client_key_exchange, exchange)];
    if (this.#certificateAsked !== undefined) {
      messages.unshift(
        identity === undefined
          ? encodeHandshake(handshakeType.certificate, encodeCertificateMessage([]))
          : prepareIdentity(identity).certificateMessage,
      );
    }
    const flight = [this.sealMessages(messages)];
    if (identity !== undefined) {
      const signature = signHandshake(identity.privateKey, this.transcript.digest());
      const verify = encodeHandshake(handshakeType.certificate_verify, encodeCertificateVerify(signature));
      flight.push(this.sealMessages([verify]));
    }
    this.#step = 'ChangeCipherSpec';
    this.send(Buffer.concat([...flight, this.sealFinished('client')]));
  }

  #takeFinished(message: Message): void {
    this.checkFinished('server', message);
    this.#step = 'application data';
    if (this.resumed) this.send(this.sealFinished('client'));
    else this.#keepSession();
    this.establish();
  }

  #keepSession(): void {
    const id = this.#choice?.sessionId;
    if (id === undefined || id.length === 0) return;
    const { suite, master } = this.agreedSecrets();
    const clientChain = this.#certificateAsked?.rsa ? (this.#options.identity?.chain ?? []) : [];
    this.#options.keep?.({ id, suite: suite.id, master, clientChain, serverChain: this.#peerChain });
  }

  #randoms(): { client: Buffer; server: Buffer } {
    if (this.#choice === undefined) throw new TypeError('no ServerHello yet');
    return { client: this.#random, server: this.#choice.random };
  }
}

function checkEmpty(name: string, body: Buffer): void {
  if (body.length > 0) throw new EngineAlert('decode_error', `the ${name} has ${body.length} bytes, not 0`);
}
