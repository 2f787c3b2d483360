import { createServer as createPlain, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import type { ExecutionContext } from 'ava';
import { deliveredAnchor } from '../../../certs/trust/index.js';
import {
  SAML_ASSERTION,
  writeRequestSecurityTokenResponse,
  writeWebTicketMetadata,
} from '../../../harness/wire/soap/index.js';
import { at } from '../../certs/chains.js';
import { keptServerCertificate } from '../../certs/kept-keys.js';
import { type BenchOptions, bench } from '../bench.js';
import { a, dnsServer } from '../dns-server.js';

export const INSIDE = 'lyncdiscoverinternal.contoso.test';
export const OUTSIDE = 'lyncdiscover.contoso.test';
export const WEB = 'web.contoso.test';
export const TICKETS = '/WebTicket/WebTicketService.svc';
const XML = 'application/vnd.microsoft.rtc.autodiscover+xml; v=1';

export interface Asked {
  readonly scheme: 'http' | 'https';
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An AutodiscoverResponse. */
export function page(inside: string, location: string | undefined = 'Internal'): Answer {
  const where = location === undefined ? '' : ` AccessLocation="${location}"`;
  return {
    headers: { 'Content-Type': XML },
    body: `<AutodiscoverResponse${where}>${inside}</AutodiscoverResponse>`,
  };
}

export const link = (token: string, href: string) => page(`<Root><Link token="${token}" href="${href}"/></Root>`);
export const access = (location: string, fqdn: string, port: number | string) =>
  `<SipClient${location}Access fqdn="${fqdn}" port="${port}"/>`;
export const found = page(`<User>${access('Internal', 'pool.contoso.test', 5061)}</User>`);

/** The User resource: for the bearer of a ticket alone, who gets `answer`. */
export function guarded({ headers }: Asked, answer: Answer = found, tickets = `https://${WEB}${TICKETS}`): Answer {
  return headers['x-ms-webticket'] ? answer : { status: 401, headers: { 'X-MS-WebTicketURL': tickets } };
}

export interface StreetOptions extends BenchOptions {
  readonly names?: readonly string[];
  /** The phone does not know the root of the servers. */
  readonly untrusted?: boolean;
  /** The ticket for a PIN; a ticket by default. */
  readonly ticket?: (audience: string) => Answer;
  /** Where metadata say the PIN goes. */
  readonly ticketsAt?: string;
}

/** A VVX that knows its user, and web servers over http and https whose answers the test gives; all tickets are by PIN. */
export async function street(
  t: ExecutionContext,
  answer: (asked: Asked) => Answer | undefined,
  { names = [INSIDE, OUTSIDE, WEB], untrusted, ticket = granted, ticketsAt, ...rest }: StreetOptions = {},
) {
  const asked: Asked[] = [];
  const listener =
    (scheme: Asked['scheme']): RequestListener =>
    async (incoming, outgoing) => {
      let body = '';
      for await (const chunk of incoming) body += chunk;
      const { headers, method = '', url: path = '' } = incoming;
      const one = { scheme, method, host: headers.host ?? '', path, headers, body };
      asked.push(one);
      const given = service(one) ?? answer(one) ?? { status: 404 };
      outgoing.writeHead(given.status ?? 200, given.headers).end(given.body ?? '');
    };
  const service = ({ body, path }: Asked): Answer | undefined => {
    if (path === `${TICKETS}/mex`) {
      const baseUrl = ticketsAt ?? `https://${WEB}${TICKETS}`;
      return { body: writeWebTicketMetadata({ baseUrl, ports: ['WebTicketServicePin'] }) };
    }
    const audience = /<(?:\w+:)?Address>([^<]+)</.exec(body)?.[1] ?? '';
    return path === `${TICKETS}/pin` ? ticket(audience) : undefined;
  };
  const { root, tls } = await keptServerCertificate({
    profile: 'enterprise-two-tier',
    subject: WEB,
    names: [INSIDE, OUTSIDE, WEB],
    at,
  });
  const [secure, plain] = await Promise.all([
    listening(t, createSecure({ ...tls }, listener('https'))),
    listening(t, createPlain(listener('http'))),
  ]);
  const zone = Object.fromEntries(names.map((name) => [`${name} A`, [a(name, '10.0.0.80')]]));
  const dns = await dnsServer(t, zone);
  const { context, journal } = bench(t, {
    dial: { ...dns.dial, 'tcp 10.0.0.80:443': `127.0.0.1:${secure}`, 'tcp 10.0.0.80:80': `127.0.0.1:${plain}` },
    lease: { dnsServers: ['10.0.0.53'] },
    anchors: root && !untrusted ? [deliveredAnchor(root, 'certificate-service')] : [],
    powerOnDate: at,
    ...{ model: 'VVX600', firmware: '5.3.0.12074', hello: undefined, pinInClear: false },
    ...rest,
  });
  context.memory.sipAddress = 'alice@contoso.test';
  const urls = () => asked.map(({ host, method, path, scheme }) => `${method} ${scheme}://${host}${path}`);
  return { asked, context, dns, journal, urls };
}

/** A ticket for that service. */
export function granted(audience: string): Answer {
  return {
    body: writeRequestSecurityTokenResponse({
      assertionXml:
        `<saml:Assertion xmlns:saml="${SAML_ASSERTION}" AssertionID="SamlSecurityToken-1">` +
        `<saml:Audience>${audience}</saml:Audience></saml:Assertion>`,
      assertionId: 'SamlSecurityToken-1',
      serverEntropy: Buffer.alloc(32, 0x22),
      created: '2014-11-15T09:00:00Z',
      expires: '2014-11-15T17:00:00Z',
    }),
  };
}

async function listening(t: ExecutionContext, server: Server & { closeAllConnections(): void }): Promise<number> {
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
