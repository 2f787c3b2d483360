import test from 'ava';
import { openWebTicket, securityTokensXml, WebTicketIssuer } from '../../../harness/authentication/web-ticket/index.js';
import { ScenarioClock } from '../../../harness/foundation/clock/index.js';
import { checkBearer } from '../../../harness/servers/web/check-bearer.js';
import type { WebExchange } from '../../../harness/servers/web/exchange.js';
import { parseEnvelope, WS_SECURITY, writeRequestSecurityToken } from '../../../harness/wire/soap/index.js';
import { testDate } from '../deployment.js';

const SERVICE = 'https://lyncweb.contoso.com/Autodiscover/AutodiscoverService.svc/root/user';
const entropy = Buffer.alloc(32, 0x11);

function issued() {
  const clock = new ScenarioClock({ start: testDate, waits: 'skip' });
  const issuer = new WebTicketIssuer({ issuer: 'https://lyncweb.contoso.com/WebTicket/WebTicketService.svc', clock });
  const { responseXml } = issuer.issue({ user: 'sip:alice@contoso.com', audience: SERVICE, clientEntropy: entropy });
  return { clock, issuer, ticket: openWebTicket(responseXml, entropy) };
}

function bearing(issuer: WebTicketIssuer, headers: Record<string, string>, securityXml?: string) {
  const message = writeRequestSecurityToken({
    context: 'x',
    appliesTo: SERVICE,
    entropy,
    ...(securityXml !== undefined && {
      credentialsXml: `<wsse:Security xmlns:wsse="${WS_SECURITY}">${securityXml}</wsse:Security>`,
    }),
  });
  const exchange = { tickets: issuer, request: { headers, envelope: parseEnvelope(message) } };
  return (audience: string | readonly string[] = SERVICE) => {
    const check = checkBearer(exchange as unknown as WebExchange, audience);
    return check.ok ? check.user : check.problem;
  };
}

const opaque = (xml: string) => ({ 'x-ms-webticket': `opaque=${Buffer.from(xml).toString('base64')}` });

test('a ticket borne in a header of HTTP', (t) => {
  const { clock, issuer, ticket } = issued();
  const check = bearing(issuer, opaque(ticket.assertionXml));
  t.is(check(), 'sip:alice@contoso.com');
  t.is(check(['https://other.contoso.com/', `${SERVICE}?sipuri=alice@contoso.com`]), 'sip:alice@contoso.com');
  t.is(check('https://other.contoso.com/'), 'audience');
  t.is(bearing(issuer, opaque(ticket.assertionXml.replace('alice@', 'jeff@')))(), 'forged-user');
  t.is(bearing(issued().issuer, opaque(ticket.assertionXml))(), 'unknown');
  for (const value of ['', 'opaque=', 'opaque=!', 'cwt=AAAA', `opaque=${Buffer.from('<x/>').toString('base64')}`]) {
    t.is(bearing(issuer, { 'x-ms-webticket': value })(), 'missing', value);
  }
  t.is(bearing(issuer, {})(), 'missing');
  clock.advance(8 * 3_600_000);
  t.is(check(), 'expired');
});

test('a ticket borne in a Security header without a signature', (t) => {
  const { issuer, ticket } = issued();
  const whole = securityTokensXml(ticket);
  const unsigned = whole.slice(0, whole.indexOf('</saml:Assertion>') + '</saml:Assertion>'.length);
  t.is(bearing(issuer, {}, unsigned)(), 'sip:alice@contoso.com');
  t.is(bearing(issuer, {}, unsigned)('https://other.contoso.com/'), 'audience');
  t.is(bearing(issuer, {}, unsigned.replace('alice@', 'jeff@'))(), 'forged-user');
  t.is(bearing(issuer, {}, ticket.assertionXml)(), 'timestamp-missing');
});
