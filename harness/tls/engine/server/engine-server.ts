import {
  type ClientHello,
  encodeHandshake,
  handshakeType,
  parseClientHello,
  parseClientKeyExchange,
  tlsVersion,
} from '../../../wire/tls/index.js';
import { decoded } from '../connection/decoded.js';
import { EngineConnection, type Message, notEstablished } from '../connection/engine-connection.js';
import { ConnectionSecrets, type HelloRandoms } from '../connection/secrets.js';
import type { EngineOutput } from '../engine.js';
import { EngineAlert } from '../engine-alert.js';
import type { EngineServerOptions } from '../options.js';
import { openPremaster } from '../rsa/premaster.js';
import { prepareIdentity } from '../rsa/prepared-identity.js';
import type { EngineSuite } from '../suite.js';
import { type ClaimedChain, checkPossession, readClientCertificate } from './client-certificate.js';
import { certificateMessages, helloRandom, serverHello, sessionIdFor } from './first-flight.js';
import { type Negotiation, negotiate } from './negotiation.js';
import { Sslv2Opening } from './sslv2-opening.js';

/** What the client has to send next. */
type Step =
  | 'ClientHello'
  | 'Certificate'
  | 'ClientKeyExchange'
  | 'CertificateVerify'
  | 'ChangeCipherSpec'
  | 'Finished'
  | 'application data';

const messageOf: Readonly<Record<Step, number | undefined>> = {
  ClientHello: handshakeType.client_hello,
  Certificate: handshakeType.certificate,
  ClientKeyExchange: handshakeType.client_key_exchange,
  CertificateVerify: handshakeType.certificate_verify,
  ChangeCipherSpec: undefined,
  Finished: handshakeType.finished,
  'application data': undefined,
};

/** What the hellos settled. */
interface Agreement {
  readonly negotiation: Negotiation;
  readonly randoms: HelloRandoms;
  readonly sessionId: Buffer;
  /** client_version of the hello. */
  readonly helloVersion: number;
}

/** The server's side of a handshake (RFC 2246 7.3), full or abbreviated. */
export class EngineServer extends EngineConnection {
  readonly #options: EngineServerOptions;
  readonly #modulusBytes: number;
  #opening: Sslv2Opening | undefined = new Sslv2Opening();
  #step: Step = 'ClientHello';
  #agreement: Agreement | undefined;
  #serverName: string | undefined;
  #claimed: ClaimedChain | undefined;
  #peerChain: readonly Buffer[] = [];

  /** Throws TLS_CERTIFICATE_UNUSABLE for an identity without an RSA key or a certificate. */
  constructor(options: EngineServerOptions, output: EngineOutput) {
    super(output, options.maxRecord);
    this.#options = options;
    this.#modulusBytes = prepareIdentity(options.identity).modulusBytes;
  }

  get suite(): EngineSuite | undefined {
    return this.#agreement?.negotiation.suite;
  }

  get peerChain(): readonly Buffer[] {
    return this.#peerChain;
  }

  get serverName(): string | undefined {
    return this.#serverName;
  }

  get resumed(): boolean {
    return this.#agreement?.negotiation.session !== undefined;
  }

  start(): void {}

  requestRenegotiation(): void {
    if (!this.established) throw notEstablished('connection to renegotiate');
    this.sendAside(encodeHandshake(handshakeType.hello_request, Buffer.alloc(0)));
  }

  override receive(bytes: Buffer): void {
    const opening = this.#opening;
    if (opening === undefined || !this.open) {
      super.receive(bytes);
      return;
    }
    this.guarded(() => {
      const opened = opening.push(bytes);
      if (opened === undefined) return;
      this.#opening = undefined;
      if ('tls' in opened) {
        super.receive(opened.tls);
        return;
      }
      this.transcript.add(opened.covered);
      this.#greet(opened.hello);
      super.receive(opened.rest);
    });
  }

  protected get due(): string {
    return this.#step;
  }

  protected expects(type: number): boolean {
    return messageOf[this.#step] === type;
  }

  protected get expectsChangeCipher(): boolean {
    return this.#step === 'ChangeCipherSpec';
  }

  /** The engine carries out one handshake only; another hello is refused with a warning. */
  protected asksAgain(type: number): boolean {
    return this.established && type === handshakeType.client_hello;
  }

  protected readAskingAgain(body: Buffer): void {
    decoded(() => parseClientHello(body, tlsVersion.tls10));
  }

  protected forgetSession(): void {
    const id = this.#agreement?.sessionId;
    if (id !== undefined && id.length > 0) this.#options.sessions?.delete(id);
  }

  protected changeCipher(): void {
    const { suite, keys } = this.agreedSecrets();
    this.records.protectRead(suite, keys.client);
    this.#step = 'Finished';
  }

  protected take(message: Message): void {
    if (this.#step === 'ClientHello') this.#takeHello(message);
    else if (this.#step === 'Certificate') this.#takeCertificate(message);
    else if (this.#step === 'ClientKeyExchange') this.#takeKeyExchange(message);
    else if (this.#step === 'CertificateVerify') this.#takeVerify(message);
    else this.#takeFinished(message);
  }

  #takeHello({ body, raw }: Message): void {
    const hello = decoded(() => parseClientHello(body, tlsVersion.tls10));
    this.transcript.add(raw);
    this.#greet(hello);
  }

  /** Answers the hello: with the certificate flight, or when a session is resumed with all that is left to say. */
  #greet(hello: ClientHello): void {
    this.#serverName = hello.serverName;
    const options = this.#options;
    const negotiation = negotiate(hello, options);
    const randoms = { client: hello.random, server: helloRandom() };
    const sessionId = sessionIdFor(negotiation, options);
    this.#agreement = { negotiation, randoms, sessionId, helloVersion: hello.version };
    // A client that was told another version may well write it into its records.
    if (options.quirks?.helloVersion === undefined) this.agreeOnVersion();
    const answer = serverHello(negotiation, randoms.server, sessionId, options);
    const { session, suite } = negotiation;
    if (session === undefined) {
      this.#step = options.clientCertificate === undefined ? 'ClientKeyExchange' : 'Certificate';
      this.send(this.sealMessages([answer, ...certificateMessages(options)]));
      return;
    }
    this.secrets = new ConnectionSecrets(suite, session.master, randoms);
    this.#peerChain = session.clientChain;
    const flight = this.sealMessages([answer]);
    this.#step = 'ChangeCipherSpec';
    this.send(Buffer.concat([flight, this.#finish()]));
  }

  #takeCertificate({ body, raw }: Message): void {
    this.#claimed = readClientCertificate(body, this.#options.clientCertificate?.required === true);
    this.transcript.add(raw);
    this.#step = 'ClientKeyExchange';
  }

  #takeKeyExchange({ body, raw }: Message): void {
    const { negotiation, randoms, helloVersion } = this.#agreed();
    const encrypted = decoded(() => parseClientKeyExchange(body));
    if (encrypted.length !== this.#modulusBytes) {
      const detail = `the encrypted premaster secret has ${encrypted.length} bytes, the key ${this.#modulusBytes}`;
      throw new EngineAlert('decode_error', detail);
    }
    this.transcript.add(raw);
    const versions = [helloVersion, tlsVersion.tls10] as const;
    const premaster = openPremaster(this.#options.identity.privateKey, encrypted, versions);
    this.secrets = ConnectionSecrets.ofPremaster(negotiation.suite, premaster, randoms);
    this.#step = this.#claimed === undefined ? 'ChangeCipherSpec' : 'CertificateVerify';
  }

  #takeVerify({ body, raw }: Message): void {
    if (this.#claimed === undefined) throw new TypeError('CertificateVerify without a certificate');
    checkPossession(body, this.#claimed, this.transcript.digest());
    this.transcript.add(raw);
    this.#peerChain = this.#claimed.chain;
    this.#step = 'ChangeCipherSpec';
  }

  #takeFinished(message: Message): void {
    this.checkFinished('client', message);
    this.#step = 'application data';
    if (!this.resumed) {
      this.send(this.#finish());
      this.#keepSession();
    }
    this.establish();
  }

  #finish(): Buffer {
    return this.sealFinished('server', this.#options.quirks?.wrongFinished === true);
  }

  #keepSession(): void {
    const id = this.#agreed().sessionId;
    if (id.length === 0) return;
    const { suite, master } = this.agreedSecrets();
    this.#options.sessions?.put({ id, suite: suite.id, master, clientChain: this.#peerChain });
  }

  #agreed(): Agreement {
    if (this.#agreement === undefined) throw new TypeError('nothing agreed on yet');
    return this.#agreement;
  }
}
