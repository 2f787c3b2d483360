import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { connect as connectTls, createSecureContext, type SecureContext } from 'node:tls';
import { ntlmAnswer, ntlmSigningKeys } from '../../../harness/authentication/ntlm/index.js';
import { SecurityAssociation, type SigningKeys } from '../../../harness/authentication/security-association/index.js';
import { TlsDskClient } from '../../../harness/authentication/tls-dsk/index.js';
import { realm } from '../../../harness/deployment/index.js';
import { Secret } from '../../../harness/foundation/secret.js';
import {
  parseSip,
  type SipHeader,
  type SipMessage,
  type SipResponse,
  serializeSip,
} from '../../../harness/wire/sip/index.js';
import { challenge } from '../../servers/front-end/phone.js';
import { request } from '../../servers/front-end/sip-client.js';

const targetname = 'pool01.contoso.com';

/** Who registers, and with what. */
export interface BenchUser {
  /** SIP address. */
  readonly user: string;
  readonly epid: string;
  readonly proof:
    | { readonly scheme: 'TLS-DSK'; readonly certificate: Buffer; readonly privateKeyDer: Buffer }
    | { readonly scheme: 'NTLM'; readonly name: string; readonly password: string };
}

let client: SecureContext | undefined;
const sessions = new Map<number, Buffer>();

/** TLS 1.2 to a port of this machine; the handshakes after the first are resumed. */
export async function tlsTo(port: number): Promise<Duplex> {
  client ??= createSecureContext({ maxVersion: 'TLSv1.2' });
  const session = sessions.get(port);
  const socket = connectTls({
    ...{ host: '127.0.0.1', port, secureContext: client, rejectUnauthorized: false },
    ...(session && { session }),
  });
  await once(socket, 'secureConnect');
  const fresh = socket.getSession();
  if (fresh) sessions.set(port, fresh);
  return socket;
}

/** A phone as small as can be, so that thousands fit beside the server they load. */
export class BenchPhone {
  readonly #stream: Duplex;
  readonly #who: BenchUser;
  #association: SecurityAssociation | undefined;
  #cseq = 0;

  constructor(stream: Duplex, who: BenchUser) {
    this.#stream = stream;
    this.#who = who;
    stream.on('error', () => {});
  }

  /** From the first REGISTER to the 200. */
  async register(): Promise<void> {
    const { proof } = this.#who;
    if (proof.scheme === 'NTLM') await this.#ntlm(proof);
    else await this.#dsk(proof);
  }

  /** A signed REGISTER, ready to be sent. */
  refresh(extra: readonly SipHeader[] = []): Buffer {
    if (!this.#association) throw new Error('not registered');
    return serializeSip(this.#association.signed(this.#request(extra)));
  }

  #request(extra: readonly SipHeader[] = []): SipMessage {
    const { epid, user } = this.#who;
    const contact = '<sip:10.0.0.21:1063;transport=tls;ms-opaque=1f2e3d4c5b>;proxy=replace';
    return request({ user, fromParameters: `;epid=${epid}`, contact, cseq: ++this.#cseq, extra });
  }

  async #ask(bytes: Buffer, status: number): Promise<SipResponse> {
    const answer = parseSip(await ask(this.#stream, bytes));
    if (answer.kind !== 'response' || answer.status !== status) {
      throw new Error(`${this.#who.user} got ${answer.kind === 'response' ? answer.status : answer.method}`);
    }
    return answer;
  }

  #handshake(token: Buffer, opaque?: string): Promise<SipResponse> {
    const named = opaque === undefined ? '' : `opaque="${opaque}", `;
    const value = `${this.#who.proof.scheme} qop="auth", realm="${realm}", ${named}targetname="${targetname}", gssapi-data="${token.toString('base64')}", version=4`;
    return this.#ask(serializeSip(this.#request([{ name: 'Authorization', value }])), 401);
  }

  async #ntlm({ name, password }: Extract<BenchUser['proof'], { scheme: 'NTLM' }>): Promise<void> {
    const asked = challenge(await this.#handshake(Buffer.alloc(0)));
    const answer = ntlmAnswer(Buffer.from(asked.get('gssapi-data') ?? '', 'base64'), {
      ...{ user: name, domain: 'CONTOSO', password: new Secret(password) },
    });
    const association = this.#associated(asked.get('opaque') ?? '', ntlmSigningKeys(answer, 'client'));
    await this.#ask(serializeSip(association.signed(this.#request(), { gssapiData: answer.message })), 200);
  }

  async #dsk({ certificate, privateKeyDer }: Extract<BenchUser['proof'], { scheme: 'TLS-DSK' }>): Promise<void> {
    const { createPrivateKey } = await import('node:crypto');
    const privateKey = createPrivateKey({ key: privateKeyDer, format: 'der', type: 'pkcs8' });
    const dsk = new TlsDskClient({ certificate, privateKey });
    const first = challenge(await this.#handshake(await dsk.start()));
    const opaque = first.get('opaque') ?? '';
    const step = await dsk.next(Buffer.from(first.get('gssapi-data') ?? '', 'base64'));
    if (step.state !== 'continue') throw new Error(`the handshake is ${step.state}`);
    const second = challenge(await this.#handshake(step.flight, opaque));
    await dsk.next(Buffer.from(second.get('gssapi-data') ?? '', 'base64'));
    this.#associated(opaque, dsk.keys());
    dsk.destroy();
    await this.#ask(this.refresh(), 200);
  }

  #associated(opaque: string, keys: SigningKeys): SecurityAssociation {
    const { scheme } = this.#who.proof;
    this.#association = new SecurityAssociation({
      ...{ side: 'client', scheme, realm, targetname, opaque, version: 4, keys },
    });
    return this.#association;
  }
}

/** Sends, and takes what comes back up to the end of its headers: nothing asked here has a body. */
export function ask(stream: Duplex, bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    const closed = () => reject(new Error('the server hung up'));
    const take = (piece: Buffer) => {
      pieces.push(piece);
      const all = Buffer.concat(pieces);
      if (!all.subarray(-4).equals(END)) return;
      stream.off('data', take);
      stream.off('close', closed);
      resolve(all);
    };
    stream.on('data', take);
    stream.once('close', closed);
    stream.write(bytes);
  });
}

const END = Buffer.from('\r\n\r\n');
