import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import type { ExecutionContext } from 'ava';
import type { SecurityAssociation } from '../../harness/authentication/security-association/index.js';
import { TlsDskPort } from '../../harness/authentication/tls-dsk/index.js';
import {
  header,
  headerValues,
  parseAddress,
  parseCredentials,
  SipFramer,
  type SipHeader,
  type SipMessage,
  type SipRequest,
  type SipResponse,
  serializeSip,
} from '../../harness/wire/sip/index.js';
import { chainOf } from '../certs/chains.js';
import { challenge, RegistrarHandshakes } from './registrar-handshakes.js';

export const STS_URI = 'https://web.contoso.test:443/CertProv/CertProvisioningService.svc';

export interface RegistrarOptions {
  /** WWW-Authenticate lines of the first 401 instead of the TLS-DSK one. */
  readonly offers?: readonly string[];
  /** Changes the answer to the signed REGISTER before it is signed. */
  readonly answer?: (request: SipRequest, response: SipResponse) => SipResponse;
  /** Changes its bytes afterwards. */
  readonly spoil?: (bytes: string) => string;
  /** The answer to the first flight. */
  readonly afterHello?: { readonly status: number; readonly reason: string };
  /** Answers a request at once, unsigned; undefined leaves it to the registrar. */
  readonly before?: (request: SipRequest, count: number) => SipResponse | undefined;
  /** Answers what is no REGISTER; the default is a bare 200. `undefined`: no answer at all. */
  readonly respond?: (request: SipRequest) => SipResponse | undefined;
  /** What the phone proves itself with where NTLM is offered. */
  readonly password?: string;
}

/** What a phone is told at the registrar below. */
export const granted: readonly SipHeader[] = [
  { name: 'Expires', value: '7200' },
  { name: 'ms-keep-alive', value: 'UAS; tcp=no; hop-hop=yes; end-end=no; timeout=300' },
  {
    name: 'Allow-Events',
    value: 'vnd-microsoft-provisioning-v2,vnd-microsoft-roaming-contacts,vnd-microsoft-roaming-self,presence',
  },
  { name: 'Supported', value: 'adhoclist' },
  { name: 'Supported', value: 'msrtc-event-categories' },
];

/** A registrar of a few lines on a bare TLS server, with TLS-DSK and NTLM, that can also begin to talk itself. */
export async function registrar(t: ExecutionContext, options: RegistrarOptions = {}) {
  const certificate = await chainOf('enterprise-two-tier');
  const port = new TlsDskPort({ certificate, clientAuthorities: [] });
  const requests: SipRequest[] = [];
  const responses: SipResponse[] = [];
  const sockets = new Set<TLSSocket>();
  const seen = { keepAlives: 0, connections: 0 };
  let association: SecurityAssociation | undefined;
  let last: { socket: TLSSocket; register: SipRequest } | undefined;
  const sendSigned = (socket: TLSSocket, response: SipResponse, spoil = options.spoil) => {
    const signed = association?.signed(response) ?? response;
    const text = serializeSip(signed).toString('latin1');
    socket.write(Buffer.from(spoil?.(text) ?? text, 'latin1'));
  };
  const server = createServer({ ...certificate.tls, minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }, (socket) => {
    const framer = new SipFramer();
    const handshakes = new RegistrarHandshakes(port, options.password ?? '');
    seen.connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    const take = async (request: SipRequest) => {
      requests.push(request);
      const early = options.before?.(request, requests.length);
      if (early) return send(socket, early);
      const { parameters, scheme } = parseCredentials(header(request, 'Authorization') ?? 'none');
      const token = parameters.get('gssapi-data');
      if (token !== undefined && options.afterHello) {
        return send(socket, reply(request, options.afterHello.status, options.afterHello.reason));
      }
      const step = token === undefined ? undefined : await handshakes.step(scheme, Buffer.from(token, 'base64'));
      if (step?.association) association = step.association;
      if (step?.token) {
        const value = `${challenge(scheme)}, opaque="${step.opaque}", gssapi-data="${step.token.toString('base64')}"`;
        return send(socket, reply(request, 401, 'Unauthorized', [{ name: 'WWW-Authenticate', value }]));
      }
      const signed = parameters.has('response') || (step?.association && parameters.get('version') === '3');
      if (!signed || !association || step?.failed) return send(socket, unauthorized(request));
      if (parameters.has('response')) {
        const check = association.check(request);
        if (!check.ok && check.problem === 'wrong-association') return send(socket, unauthorized(request));
        t.true(check.ok, "the phone's signature is good");
      }
      if (request.method !== 'REGISTER') {
        const answer = options.respond ? options.respond(request) : reply(request, 200, 'OK');
        if (answer) sendSigned(socket, answer, undefined);
        return;
      }
      last = { socket, register: request };
      const expires = header(request, 'Expires') === '0' ? [] : [{ name: 'Expires', value: '7200' }];
      const ok = reply(request, 200, 'OK', expires);
      sendSigned(socket, options.answer?.(request, ok) ?? ok);
    };
    const unauthorized = (request: SipRequest) => {
      const offers = options.offers ?? [`${challenge('TLS-DSK')}, sts-uri="${STS_URI}"`];
      return reply(
        request,
        401,
        'Unauthorized',
        offers.map((value) => ({ name: 'WWW-Authenticate', value })),
      );
    };
    let busy = Promise.resolve();
    socket.on('data', (bytes: Buffer) => {
      for (const framed of framer.push(bytes)) {
        if (framed.kind === 'keep-alive') seen.keepAlives++;
        if (framed.kind !== 'message') continue;
        const { message } = framed;
        if (message.kind === 'response') responses.push(message);
        else busy = busy.then(() => take(message));
      }
    });
  });
  const listen = (at: number) => new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  t.teardown(() => {
    cut();
    server.close();
  });
  await listen(0);
  const at = (server.address() as AddressInfo).port;
  return {
    requests,
    responses,
    seen,
    port: at,
    /** Ends every connection. */
    cut,
    /** Nobody listens any more; `start` listens on the same port again. */
    stop: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
    start: () => listen(at),
    /** Forgets the security association, as a registrar does that was restarted behind a load balancer. */
    forget: () => {
      association = undefined;
    },
    /** Whether a response of the phone is signed well. */
    accepts: (response: SipResponse) => association?.check(response).ok ?? false,
    /** A message of the registrar, signed, on the connection of the last registration. */
    send: (response: SipResponse) => {
      if (!last) throw new Error('nobody is registered');
      sendSigned(last.socket, response, undefined);
    },
    /** A request of the registrar to the phone, in the registration's dialog unless it says otherwise. */
    push: (parts: PushedRequest) => {
      if (!last || !association) throw new Error('nobody is registered');
      const request = pushed(last.register, parts);
      const signed: SipMessage = parts.unsigned ? request : association.signed(request);
      const text = serializeSip(signed).toString('latin1');
      last.socket.write(Buffer.from(parts.spoil?.(text) ?? text, 'latin1'));
    },
  };
}

export interface PushedRequest {
  readonly method: string;
  readonly headers?: readonly SipHeader[];
  readonly body?: string;
  readonly callId?: string;
  readonly cseq?: number;
  readonly unsigned?: boolean;
  readonly spoil?: (bytes: string) => string;
}

function pushed(
  register: SipRequest,
  { body = '', callId, cseq = 1, headers = [], method }: PushedRequest,
): SipRequest {
  const from = parseAddress(header(register, 'From') ?? '');
  const epid = from.parameters.get('epid') ?? '';
  return {
    kind: 'request',
    method,
    uri: 'sip:10.0.0.21:1063;transport=tls',
    headers: [
      { name: 'Via', value: 'SIP/2.0/TLS 10.0.0.61:5061;branch=z9hG4bK1.1;branched=FALSE' },
      { name: 'Max-Forwards', value: '70' },
      { name: 'From', value: '<sip:alice@contoso.test>;tag=A1B2' },
      { name: 'To', value: `<sip:alice@contoso.test>;tag=${from.parameters.get('tag')};epid=${epid}` },
      { name: 'Call-ID', value: callId ?? header(register, 'Call-ID') ?? '' },
      { name: 'CSeq', value: `${cseq} ${method}` },
      ...headers,
    ],
    body: Buffer.from(body),
  };
}

export function reply(
  request: SipRequest,
  status: number,
  reason: string,
  extra: readonly SipHeader[] = [],
  body = '',
): SipResponse {
  const copied = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].flatMap((name) =>
    headerValues(request, name).map((value) => ({
      name,
      value: name === 'To' && !value.includes(';tag=') ? `${value};tag=A1B2` : value,
    })),
  );
  return { kind: 'response', status, reason, headers: [...copied, ...extra], body: Buffer.from(body) };
}

function send(socket: TLSSocket, response: SipResponse): void {
  socket.write(serializeSip(response));
}
