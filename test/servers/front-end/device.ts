import type { ExecutionContext } from 'ava';
import type { ServerContext } from '../../../harness/servers/context.js';
import type { FrontEnd } from '../../../harness/servers/front-end/index.js';
import {
  header,
  parseSip,
  type SipHeader,
  type SipMessage,
  type SipRequest,
  type SipResponse,
} from '../../../harness/wire/sip/index.js';
import { parseXml, type XmlElement } from '../../../harness/wire/xml/index.js';
import { TestPhone, userCertificate } from './phone.js';

export interface DeviceRequest {
  readonly method: string;
  /** SIP address, the user's own by default. */
  readonly to?: string;
  readonly toTag?: string | undefined;
  readonly callId?: string;
  readonly headers?: readonly SipHeader[];
  readonly type?: string;
  readonly body?: string;
}

/** What clients that take notifications say (MS-SIP 3.4 to 3.6). */
export const LYNC: readonly SipHeader[] = [
  { name: 'Supported', value: 'com.microsoft.autoextend' },
  { name: 'Supported', value: 'ms-benotify' },
  { name: 'Proxy-Require', value: 'ms-benotify' },
  { name: 'Supported', value: 'ms-piggyback-first-notify' },
];

let dialogs = 0;

/** A signed-in device of a user: asks, and keeps what the server sends unasked. */
export class Device {
  readonly user: string;
  readonly phone: TestPhone;
  readonly #epid: string;
  /** Requests of the server, in order of arrival; `take` empties it. */
  readonly #notified: SipRequest[] = [];
  #cseq = 100;

  private constructor(phone: TestPhone, user: string, epid: string) {
    this.phone = phone;
    this.user = user;
    this.#epid = epid;
  }

  static async signedIn(
    t: ExecutionContext,
    context: ServerContext,
    frontEnd: FrontEnd,
    user = 'alice@contoso.com',
    epid = 'c8ca638a15',
  ): Promise<Device> {
    const device = await Device.authenticated(t, context, frontEnd, user, epid);
    t.is((await device.phone.ask()).status, 200);
    return device;
  }

  /** Its association stands and it may ask, but it has not registered over this connection. */
  static async authenticated(
    t: ExecutionContext,
    context: ServerContext,
    frontEnd: FrontEnd,
    user = 'alice@contoso.com',
    epid = 'c8ca638a15',
  ): Promise<Device> {
    const certificate = await userCertificate(context, { user });
    const parts = { user, fromParameters: `;epid=${epid}`, contact: '<sip:10.0.0.21:1063;transport=tls>' };
    const phone = await TestPhone.connected(t, frontEnd, { certificate, ...parts });
    return new Device(await phone.authenticated(), user, epid);
  }

  /** Ends the registration; the association stays. */
  async signOut(): Promise<void> {
    await this.#answerTo(this.phone.signedRequest({ extra: [{ name: 'Expires', value: '0' }] }));
  }

  message(parts: DeviceRequest): SipRequest {
    const { body = '', callId = `dialog-${++dialogs}`, headers = [], method, to = this.user, toTag, type } = parts;
    const lines = [
      `${method} sip:${to} SIP/2.0`,
      'Via: SIP/2.0/TLS 10.0.0.21:1063',
      'Max-Forwards: 70',
      `From: <sip:${this.user}>;tag=6b0e52f7a9;epid=${this.#epid}`,
      `To: <sip:${to}>${toTag === undefined ? '' : `;tag=${toTag}`}`,
      `Call-ID: ${callId}`,
      `CSeq: ${++this.#cseq} ${method}`,
      'Contact: <sip:10.0.0.21:1063;transport=tls>',
      ...headers.map(({ name, value }) => `${name}: ${value}`),
      ...(type === undefined ? [] : [`Content-Type: ${type}`]),
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    const message = parseSip(Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`));
    if (message.kind !== 'request') throw new Error('not a request');
    return message;
  }

  /** Sends it signed and gives its response; what the server sends meanwhile is kept. */
  ask(parts: DeviceRequest): Promise<SipResponse> {
    return this.#answerTo(this.phone.association.signed(this.message(parts)));
  }

  subscribe(event: string, parts: Omit<DeviceRequest, 'method'> = {}): Promise<SipResponse> {
    const headers = [{ name: 'Event', value: event }, ...LYNC, ...(parts.headers ?? [])];
    return this.ask({ ...parts, method: 'SUBSCRIBE', headers });
  }

  service(type: string, body: string): Promise<SipResponse> {
    return this.ask({ method: 'SERVICE', type, body });
  }

  /** What came unasked so far. The server sends before it answers, so an answered request has brought all of it. */
  async take(): Promise<SipRequest[]> {
    await this.ask({ method: 'OPTIONS' });
    return this.#notified.splice(0);
  }

  async #answerTo(message: SipMessage): Promise<SipResponse> {
    this.phone.client.send(message);
    for (;;) {
      const arrived = await this.phone.client.next();
      if (arrived === 'closed') throw new Error('the connection is closed');
      if (arrived.kind === 'request') this.#notified.push(arrived);
      else if (header(arrived, 'CSeq') === header(message, 'CSeq')) return arrived;
      else throw new Error(`a response to ${header(arrived, 'CSeq')}`);
    }
  }
}

export function xmlOf(message: Pick<SipMessage, 'body'>): XmlElement {
  return parseXml(message.body);
}
