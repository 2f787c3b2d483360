import { type AddressInfo, createServer as createPlainServer } from 'node:net';
import { createServer } from 'node:tls';
import test, { type ExecutionContext } from 'ava';
import type { ServerCertificate } from '../../certs/authorities/index.js';
import { type Anchor, deliveredAnchor } from '../../certs/trust/index.js';
import type { HarnessError } from '../../harness/foundation/errors/index.js';
import { webTicket } from '../../harness/phone/steps/web-ticket.js';
import { writeCertificateProvisioningMetadata, writeWebTicketMetadata } from '../../harness/wire/soap/index.js';
import { at, chainOf, host } from '../certs/chains.js';
import { type BenchOptions, bench, pin } from './bench.js';
import { a, dnsServer } from './dns-server.js';
import { type Answered, webServer } from './web-server.js';

const SERVICE = '/CertProv/CertProvisioningService.svc';
const TICKETS = '/WebTicket/WebTicketService.svc';
const YEAR_MS = 366 * 86_400_000;

/** A TLS server that keeps every byte it can read, and answers each request with a page. */
async function listener(t: ExecutionContext, { tls }: ServerCertificate, head: string) {
  const read: Buffer[] = [];
  const raw: Buffer[] = [];
  const server = createServer({ ...tls, minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }, (socket) => {
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      read.push(bytes);
      if (Buffer.concat(read).includes('</s:Envelope>')) socket.end(`HTTP/1.1 ${head}\r\nContent-Length: 0\r\n\r\n`);
    });
  });
  server.on('tlsClientError', () => {});
  const front = createPlainServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (bytes) => raw.push(bytes));
    server.emit('connection', socket);
  });
  t.teardown(() => front.close());
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  return {
    port: (front.address() as AddressInfo).port,
    /** All that anybody there could have read, deciphered and as it came. */
    bytes: () => Buffer.concat([...read, ...raw]),
  };
}

interface Street extends BenchOptions {
  readonly chain?: ServerCertificate;
  /** Where the metadata say the PIN goes. */
  readonly pinAt?: string;
  /** Status line and headers the TLS server answers with. */
  readonly head?: string;
}

/** Metadata from a web server over plain http, which a phone reads from anybody; the PIN's place is elsewhere. */
async function street(t: ExecutionContext, { chain, pinAt = `https://${host}`, head, ...options }: Street) {
  const tls = await listener(t, chain ?? (await chainOf('enterprise-two-tier')), head ?? '401 Unauthorized');
  const plain = await webServer(t, ({ path }): Answered => {
    if (path === `${SERVICE}/mex`) {
      const urls = { baseUrl: `http://web.contoso.test${SERVICE}`, webTicketUrl: `http://web.contoso.test${TICKETS}` };
      return { body: writeCertificateProvisioningMetadata(urls) };
    }
    if (path === `${TICKETS}/mex`) {
      return { body: writeWebTicketMetadata({ baseUrl: `${pinAt}${TICKETS}`, ports: ['WebTicketServicePin'] }) };
    }
    return { status: 401 };
  });
  const dns = await dnsServer(t, {
    'web.contoso.test A': [a('web.contoso.test', '10.0.0.80')],
    [`${host} A`]: [a(host, '10.0.0.61')],
    'elsewhere.contoso.test A': [a('elsewhere.contoso.test', '10.0.0.61')],
  });
  const { context } = bench(t, {
    powerOnDate: at,
    pinInClear: false,
    ...options,
    lease: { dnsServers: ['10.0.0.53'] },
    dial: {
      ...dns.dial,
      'tcp 10.0.0.80:80': `127.0.0.1:${plain.port}`,
      'tcp 10.0.0.61:80': `127.0.0.1:${plain.port}`,
      'tcp 10.0.0.61:443': `127.0.0.1:${tls.port}`,
    },
  });
  context.memory.certificateService = `http://web.contoso.test${SERVICE}`;
  const error = await t.throwsAsync<HarnessError>(Promise.resolve(webTicket.run(context)));
  return {
    error,
    /** Whether the PIN was on any wire in a form that somebody can read. */
    told: tls.bytes().includes(pin.reveal()) || plain.requests.some(({ body }) => body.includes(pin.reveal())),
    asked: plain.requests.map(({ path }) => path),
  };
}

async function trusted(): Promise<Anchor[]> {
  const { root } = await chainOf('enterprise-two-tier');
  if (!root) throw new Error('this profile has a root');
  return [deliveredAnchor(root, 'certificate-service')];
}

test('a server the phone trusts is told the PIN: what the other tests would see', async (t) => {
  const { error, told } = await street(t, { anchors: await trusted() });
  t.is(error?.code, 'PHONE_WEB_TICKET_REFUSED');
  t.true(told);
});

for (const refusal of ['alert', 'close-after-certificate', 'close-after-handshake'] as const) {
  test(`an unknown root is not told the PIN, whatever the phone refuses with: ${refusal}`, async (t) => {
    const { error, told } = await street(t, { refusal });
    t.like(error, { code: 'PHONE_SERVER_UNTRUSTED', verdict: { reason: 'untrusted-root' } });
    t.false(told);
  });
}

test('nor is one with another name', async (t) => {
  const { error, told } = await street(t, { anchors: await trusted(), pinAt: 'https://elsewhere.contoso.test' });
  t.like(error, { code: 'PHONE_SERVER_UNTRUSTED', verdict: { reason: 'name-mismatch' } });
  t.false(told);
});

test('nor one whose certificate is over on the phone’s date', async (t) => {
  const later = new Date(at.getTime() + 20 * YEAR_MS);
  const { error, told } = await street(t, { anchors: await trusted(), powerOnDate: later });
  t.is(error?.code, 'PHONE_SERVER_UNTRUSTED');
  t.false(told);
});

test('nor one that shows no certificate at all: plain http', async (t) => {
  const { asked, error, told } = await street(t, { anchors: await trusted(), pinAt: 'http://web.contoso.test' });
  t.is(error?.code, 'PHONE_PIN_UNPROTECTED');
  t.regex(error?.message ?? '', /^The PIN should go to http:\/\/web\.contoso\.test\//);
  t.false(told);
  t.deepEqual(asked, [`${SERVICE}/mex`, `${TICKETS}/mex`]);
});

test('nor one to which a trusted server sends the phone, by http or under a name it does not have', async (t) => {
  const anchors = await trusted();
  const toHttp = '307 Elsewhere\r\nLocation: http://web.contoso.test/pin';
  const plain = await street(t, { anchors, head: toHttp, redirects: 'any' });
  t.is(plain.error?.code, 'PHONE_HTTP_REFUSED');
  t.deepEqual(plain.asked, [`${SERVICE}/mex`, `${TICKETS}/mex`]);
  const other = await street(t, {
    ...{ anchors, redirects: 'any' },
    head: '307 Elsewhere\r\nLocation: https://elsewhere.contoso.test/pin',
  });
  t.like(other.error, { code: 'PHONE_SERVER_UNTRUSTED', host: 'elsewhere.contoso.test' });
});
