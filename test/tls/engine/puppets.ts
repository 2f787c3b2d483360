import { constants, createPublicKey, type KeyObject, privateDecrypt, publicEncrypt, randomBytes } from 'node:crypto';
import { ConnectionSecrets } from '../../../harness/tls/engine/connection/secrets.js';
import {
  createEngineClient,
  createEngineServer,
  type EngineClientOptions,
  type EngineServerOptions,
  type EngineSuite,
  engineSuite,
  RecordLayer,
  type TlsEngine,
  Transcript,
} from '../../../harness/tls/engine/index.js';
import { signHandshake } from '../../../harness/tls/engine/rsa/handshake-signature.js';
import {
  type ClientHelloFields,
  encodeCertificateMessage,
  encodeCertificateVerify,
  encodeClientHello,
  encodeClientKeyExchange,
  encodeHandshake,
  encodeServerHello,
  handshakeType,
  parseServerHello,
  recordType,
  type ServerHelloFields,
} from '../../../harness/wire/tls/index.js';
import { Told } from './handshake-support.js';

/** A peer made by hand: says anything at any time, and still knows the keys and the transcript. */
abstract class Puppet {
  readonly told = new Told();
  readonly transcript = new Transcript();
  readonly random = randomBytes(32);
  /** What the engine said, opened: content type and content. */
  readonly heard: { type: number; fragment: Buffer }[] = [];
  readonly #out = new RecordLayer();
  readonly #in = new RecordLayer();
  secrets: ConnectionSecrets | undefined;
  suite = 0x000a;
  abstract readonly engine: TlsEngine;
  protected abstract readonly side: 'client' | 'server';

  constructor() {
    this.told.carry = (records) => this.#listen(records);
  }

  /** The name of the alert the engine reported, and that its bytes were on the wire. */
  get alert(): string {
    const last = this.heard.at(-1);
    const onWire = last?.type === recordType.alert && last.fragment[0] === 2;
    return `${onWire ? '' : 'not sent: '}${this.told.error?.details.alert}`;
  }

  bytes(...bytes: Buffer[]): void {
    for (const each of bytes) this.engine.receive(each);
  }

  seal(type: number, content: Buffer): Buffer {
    return this.#out.seal(type, content);
  }

  record(type: number, content: Buffer): void {
    this.bytes(this.seal(type, content));
  }

  message(type: number, body: Buffer): void {
    const raw = encodeHandshake(type, body);
    this.transcript.add(raw);
    this.record(recordType.handshake, raw);
  }

  certificate(chain: readonly Buffer[]): void {
    this.message(handshakeType.certificate, encodeCertificateMessage(chain));
  }

  /** Says it, and protects what follows when there are keys. */
  changeCipher(content: Buffer = Buffer.from([1])): void {
    this.record(recordType.changeCipherSpec, content);
    const { secrets } = this;
    if (secrets !== undefined) this.#out.protectWrite(secrets.suite, secrets.keys[this.side]);
  }

  verifyData(): Buffer {
    return this.known().verifyData(this.side, this.transcript.digest());
  }

  finished(body: Buffer = this.verifyData()): void {
    this.message(handshakeType.finished, body);
  }

  known(): ConnectionSecrets {
    if (this.secrets === undefined) throw new Error('the puppet has no secrets yet');
    return this.secrets;
  }

  #listen(records: Buffer): void {
    this.#in.push(records);
    for (let record = this.#in.next(); record !== undefined; record = this.#in.next()) {
      const { type, fragment } = record;
      this.heard.push({ type, fragment });
      if (type === recordType.changeCipherSpec) {
        const { keys, suite } = this.known();
        this.#in.protectRead(suite, keys[this.side === 'client' ? 'server' : 'client']);
      } else if (type === recordType.handshake) this.#hear(fragment);
    }
  }

  /** The engine's records hold whole messages here. */
  #hear(fragment: Buffer): void {
    for (let at = 0; at < fragment.length; ) {
      const end = at + 4 + fragment.readUIntBE(at + 1, 3);
      this.transcript.add(fragment.subarray(at, end));
      this.took(fragment.readUInt8(at), fragment.subarray(at + 4, end));
      at = end;
    }
  }

  protected abstract took(type: number, body: Buffer): void;
}

/** Plays the client against the engine's server. */
export class PuppetClient extends Puppet {
  protected readonly side = 'client';
  readonly engine: TlsEngine;
  readonly #identity: EngineServerOptions['identity'];
  #serverRandom: Buffer = Buffer.alloc(32);
  /** Master secret of the session that it expects to be resumed. */
  resuming: Buffer | undefined;

  constructor(options: EngineServerOptions) {
    super();
    this.#identity = options.identity;
    this.engine = createEngineServer(options, this.told);
  }

  hello(fields: Partial<ClientHelloFields> = {}): void {
    const body = encodeClientHello({ version: 0x0301, random: this.random, suites: [this.suite], ...fields });
    this.message(handshakeType.client_hello, body);
  }

  get serverKey(): KeyObject {
    return createPublicKey(this.#identity.privateKey);
  }

  /** A premaster secret of that version, in the clear, for a good exchange. */
  premaster(version = 0x0301): Buffer {
    const premaster = randomBytes(48);
    premaster.writeUInt16BE(version, 0);
    return premaster;
  }

  /** A block of the modulus's length under the server's key, padded or not. */
  encrypt(block: Buffer): Buffer {
    return publicEncrypt({ key: this.serverKey, padding: constants.RSA_NO_PADDING }, block);
  }

  /** Sends such a block; goes on with `premaster`, which without more is the block's last 48 bytes. */
  exchangeBlock(block: Buffer, premaster = block.subarray(-48)): void {
    this.exchange(premaster, this.encrypt(block));
  }

  exchange(premaster = this.premaster(), encrypted?: Buffer): void {
    const padding = constants.RSA_PKCS1_PADDING;
    const sealed = encrypted ?? publicEncrypt({ key: this.serverKey, padding }, premaster);
    this.message(handshakeType.client_key_exchange, encodeClientKeyExchange(sealed));
    this.secrets = ConnectionSecrets.ofPremaster(suiteOf(this), premaster, {
      client: this.random,
      server: this.#serverRandom,
    });
  }

  verify(key: KeyObject): void {
    const signature = signHandshake(key, this.transcript.digest());
    this.message(handshakeType.certificate_verify, encodeCertificateVerify(signature));
  }

  protected took(type: number, body: Buffer): void {
    if (type !== handshakeType.server_hello) return;
    this.#serverRandom = parseServerHello(body).random;
    const randoms = { client: this.random, server: this.#serverRandom };
    if (this.resuming !== undefined) this.secrets = new ConnectionSecrets(suiteOf(this), this.resuming, randoms);
  }
}

/** Plays the server against the engine's client, which has started. */
export class PuppetServer extends Puppet {
  protected readonly side = 'server';
  readonly engine: TlsEngine;
  readonly #identity: EngineServerOptions['identity'];
  #clientRandom: Buffer = Buffer.alloc(32);

  constructor(identity: EngineServerOptions['identity'], options: Partial<EngineClientOptions> = {}) {
    super();
    this.#identity = identity;
    this.engine = createEngineClient({ suites: [0x002f, this.suite, 0x0005], ...options }, this.told);
    this.engine.start();
  }

  hello(fields: Partial<ServerHelloFields> = {}): void {
    const body = encodeServerHello({
      version: 0x0301,
      random: this.random,
      sessionId: Buffer.alloc(0),
      suite: this.suite,
      ...fields,
    });
    this.message(handshakeType.server_hello, body);
  }

  done(): void {
    this.message(handshakeType.server_hello_done, Buffer.alloc(0));
  }

  resume(master: Buffer): void {
    this.secrets = new ConnectionSecrets(suiteOf(this), master, { client: this.#clientRandom, server: this.random });
  }

  protected took(type: number, body: Buffer): void {
    if (type === handshakeType.client_hello) this.#clientRandom = Buffer.from(body.subarray(2, 34));
    if (type !== handshakeType.client_key_exchange) return;
    const block = privateDecrypt(
      { key: this.#identity.privateKey, padding: constants.RSA_NO_PADDING },
      body.subarray(2),
    );
    const randoms = { client: this.#clientRandom, server: this.random };
    this.secrets = ConnectionSecrets.ofPremaster(suiteOf(this), block.subarray(-48), randoms);
  }
}

function suiteOf(puppet: Puppet): EngineSuite {
  const suite = engineSuite(puppet.suite);
  if (suite === undefined) throw new Error('the puppet offers suites of the engine');
  return suite;
}
