import type { Duplex } from 'node:stream';
import type { ExecutionContext } from 'ava';
import type { ServerContext } from '../../../harness/servers/context.js';
import { FrontEnd } from '../../../harness/servers/front-end/index.js';
import { memoryPair } from '../../../harness/tls/index.js';
import {
  parseSip,
  SipFramer,
  type SipHeader,
  type SipMessage,
  type SipRequest,
  serializeSip,
} from '../../../harness/wire/sip/index.js';

/** A client on a stream inside the process: sends bytes, takes what comes back message by message. */
export class SipClient {
  readonly stream: Duplex;
  readonly #framer = new SipFramer();
  readonly #arrived: SipMessage[] = [];
  #waiting: ((message: SipMessage | 'closed') => void) | undefined;
  #closed = false;

  constructor(stream: Duplex) {
    this.stream = stream;
    stream.on('data', (bytes: Buffer) => {
      for (const framed of this.#framer.push(bytes)) if (framed.kind === 'message') this.#arrive(framed.message);
    });
    stream.on('error', () => {});
    stream.on('close', () => {
      this.#closed = true;
      this.#waiting?.('closed');
      this.#waiting = undefined;
    });
  }

  send(message: SipMessage | Buffer | string): void {
    this.stream.write(typeof message === 'string' || Buffer.isBuffer(message) ? message : serializeSip(message));
  }

  /** The next message, or `closed` when the server has ended the connection and all was read. */
  next(): Promise<SipMessage | 'closed'> {
    const message = this.#arrived.shift();
    if (message) return Promise.resolve(message);
    if (this.#closed) return Promise.resolve('closed');
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  /** Send and take the response. */
  async ask(message: SipMessage | Buffer | string): Promise<Extract<SipMessage, { kind: 'response' }>> {
    this.send(message);
    const response = await this.next();
    if (response === 'closed' || response.kind !== 'response') throw new Error('no response came');
    return response;
  }

  #arrive(message: SipMessage): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) waiting(message);
    else this.#arrived.push(message);
  }
}

let connections = 0;

/** A client connected to the Front End as from 10.0.0.21:1063; it hangs up when the test is over. */
export function connect(t: ExecutionContext, frontEnd: Pick<FrontEnd, 'handle'>): SipClient {
  const [near, far] = memoryPair();
  frontEnd.handle(far, {
    id: `front-end#${++connections}`,
    device: 'ip:10.0.0.21',
    peer: { address: '10.0.0.21', port: 1063 },
    local: { address: '10.0.0.5', port: 5061 },
  });
  t.teardown(() => near.destroy());
  return new SipClient(near);
}

export function newClient(t: ExecutionContext, context: ServerContext): SipClient {
  return connect(t, new FrontEnd(context));
}

export interface RequestParts {
  readonly method?: string;
  readonly user?: string;
  readonly cseq?: number;
  /** `;epid=…` and whatever else follows the tag of From. */
  readonly fromParameters?: string;
  /** In place of the default Contact; empty for none. */
  readonly contact?: string;
  readonly to?: string;
  readonly extra?: readonly SipHeader[];
}

export const testEpid = 'c8ca638a15';
/** Of that epid; both are a published pair. */
export const testInstance = '34d859db-6585-5f91-a3b4-de853c15347d';
export const testContact = `<sip:10.0.0.21:1063;transport=tls;ms-opaque=1f2e3d4c5b>;proxy=replace;+sip.instance="<urn:uuid:${testInstance.toUpperCase()}>"`;

/** A request as Lync clients send it, unsigned; a REGISTER by default. */
export function request(parts: RequestParts = {}): SipRequest {
  const { contact = testContact, cseq = 1, extra = [], method = 'REGISTER', user = 'alice@contoso.com' } = parts;
  const { fromParameters = `;epid=${testEpid}`, to = `<sip:${user}>` } = parts;
  const lines = [
    `${method} sip:contoso.com SIP/2.0`,
    'Via: SIP/2.0/TLS 10.0.0.21:1063',
    'Max-Forwards: 70',
    `From: <sip:${user}>;tag=6b0e52f7a9${fromParameters}`,
    `To: ${to}`,
    'Call-ID: c0ffee00c0ffee00c0ffee00c0ffee00',
    `CSeq: ${cseq} ${method}`,
    ...(contact === '' ? [] : [`Contact: ${contact}`]),
    'User-Agent: CPE/4.0.7577.4100 OCPhone/4.0.7577.4100 (Microsoft Lync Phone Edition)',
    'Supported: gruu-10, adhoclist, msrtc-event-categories',
    'ms-keep-alive: UAC;hop-hop=yes',
    ...(method === 'REGISTER' ? ['Event: registration'] : []),
    ...extra.map(({ name, value }) => `${name}: ${value}`),
    'Content-Length: 0',
  ];
  const message = parseSip(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`));
  if (message.kind !== 'request') throw new Error('not a request');
  return message;
}

/** The request without some headers, and with others in their place. */
export function changed(message: SipRequest, name: string, value: string | undefined): SipRequest {
  const others = message.headers.filter((each) => each.name.toLowerCase() !== name.toLowerCase());
  return { ...message, headers: value === undefined ? others : [...others, { name, value }] };
}
