import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import type { ExecutionContext } from 'ava';
import { SecurityAssociation } from '../../harness/authentication/security-association/index.js';
import { TlsDskPort, TlsDskServer } from '../../harness/authentication/tls-dsk/index.js';
import {
  header,
  headerValues,
  parseCredentials,
  SipFramer,
  type SipHeader,
  type SipRequest,
  type SipResponse,
  serializeSip,
} from '../../harness/wire/sip/index.js';
import { chainOf } from '../certs/chains.js';

const REALM = 'SIP Communications Service';
const TARGET = 'lyncfe.contoso.test';
const OPAQUE = '7A11C0D3';
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
}

/** A registrar of a few lines: TLS-DSK in four REGISTERs on a bare TLS server. */
export async function registrar(t: ExecutionContext, options: RegistrarOptions = {}) {
  const certificate = await chainOf('enterprise-two-tier');
  const { tls } = certificate;
  const port = new TlsDskPort({ certificate, clientAuthorities: [] });
  const requests: SipRequest[] = [];
  const server = createServer({ ...tls, minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }, (socket) => {
    const framer = new SipFramer();
    const dsk = new TlsDskServer(port);
    let association: SecurityAssociation | undefined;
    socket.on('error', () => {});
    socket.on('data', async (bytes: Buffer) => {
      for (const framed of framer.push(bytes)) {
        if (framed.kind !== 'message' || framed.message.kind !== 'request') continue;
        const request = framed.message;
        requests.push(request);
        const { parameters } = parseCredentials(header(request, 'Authorization') ?? 'none');
        const flight = parameters.get('gssapi-data');
        if (flight !== undefined) {
          if (options.afterHello) {
            send(socket, reply(request, options.afterHello.status, options.afterHello.reason));
            continue;
          }
          const step = await dsk.accept(Buffer.from(flight, 'base64'));
          if (step.state === 'failed') throw new Error(step.reason);
          const value = `${challenge()}, opaque="${OPAQUE}", gssapi-data="${step.flight.toString('base64')}"`;
          send(socket, reply(request, 401, 'Unauthorized', [{ name: 'WWW-Authenticate', value }]));
          if (step.state === 'finished') {
            association = new SecurityAssociation({
              side: 'server',
              scheme: 'TLS-DSK',
              realm: REALM,
              targetname: TARGET,
              opaque: OPAQUE,
              version: 4,
              keys: dsk.keys(),
            });
          }
        } else if (parameters.has('response') && association) {
          t.true(association.check(request).ok, "the phone's signature is good");
          const expires = header(request, 'Expires') === '0' ? [] : [{ name: 'Expires', value: '7200' }];
          const ok = reply(request, 200, 'OK', expires);
          const signed = association.signed(options.answer?.(request, ok) ?? ok);
          const text = serializeSip(signed).toString('latin1');
          socket.write(Buffer.from(options.spoil?.(text) ?? text, 'latin1'));
        } else {
          const offers = options.offers ?? [`${challenge()}, sts-uri="${STS_URI}"`];
          const headers = offers.map((value) => ({ name: 'WWW-Authenticate', value }));
          send(socket, reply(request, 401, 'Unauthorized', headers));
        }
      }
    });
  });
  t.teardown(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { requests, port: (server.address() as AddressInfo).port };
}

function challenge(): string {
  return `TLS-DSK realm="${REALM}", targetname="${TARGET}", version=4`;
}

function reply(request: SipRequest, status: number, reason: string, extra: readonly SipHeader[] = []): SipResponse {
  const copied = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].flatMap((name) =>
    headerValues(request, name).map((value) => ({ name, value: name === 'To' ? `${value};tag=A1B2` : value })),
  );
  return { kind: 'response', status, reason, headers: [...copied, ...extra], body: Buffer.alloc(0) };
}

function send(socket: TLSSocket, response: SipResponse): void {
  socket.write(serializeSip(response));
}
