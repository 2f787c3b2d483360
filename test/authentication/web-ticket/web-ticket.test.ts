import { createHash, createHmac } from 'node:crypto';
import test from 'ava';
import {
  openWebTicket,
  proofKey,
  securityHeaderXml,
  type WebTicket,
  WebTicketIssuer,
} from '../../../harness/authentication/web-ticket/index.js';
import { ScenarioClock } from '../../../harness/foundation/clock/index.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { envelope, parseEnvelope } from '../../../harness/wire/soap/index.js';
import { canonicalize, find, parseXml, text } from '../../../harness/wire/xml/index.js';

const SERVICE = 'https://pool.contoso.test/CertProv/CertProvisioningService.svc/WebTicket_Proof_SHA1';
const ISSUER = 'https://pool.contoso.test/WebTicket/WebTicketService.svc';
const UTILITY = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
const entropy = Buffer.alloc(32, 0x11);
const VECTOR_KEY = 'kzKsdUYm5jm2IvD34OkFWUbh8E5MOer1bQamWTQ8rhU=';

function issuing() {
  const clock = new ScenarioClock({ start: new Date('2014-11-15T09:00:00.250Z'), waits: 'skip' });
  const issuer = new WebTicketIssuer({ issuer: ISSUER, clock });
  const issue = (change: object = {}) =>
    issuer.issue({ user: 'sip:alice@contoso.test', audience: SERVICE, clientEntropy: entropy, ...change });
  const ticket = (change: object = {}) => openWebTicket(issue(change).responseXml, entropy);
  return { clock, issuer, issue, ticket };
}

const headerOf = (securityXml: string) => parseEnvelope(envelope('<x/>', securityXml)).header;
const problem = (issuer: WebTicketIssuer, securityXml: string, audience = SERVICE) => {
  const result = issuer.check(headerOf(securityXml), { audience });
  return result.ok ? 'ok' : result.problem;
};

test('the proof key of the worked example', (t) => {
  t.is(proofKey(entropy, Buffer.alloc(32, 0x22)).toString('base64'), VECTOR_KEY);
  t.is(proofKey(Buffer.alloc(16, 1), entropy).length, 16);
  t.is(proofKey(Buffer.alloc(0), entropy).length, 32);
});

test('the Security header of the worked example: digest, signature, order', (t) => {
  const ticket: WebTicket = {
    assertionXml:
      '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:1.0:assertion" AssertionID="id"></saml:Assertion>',
    assertionId: 'id',
    proofKey: Buffer.from(VECTOR_KEY, 'base64'),
    lifetimeXml: `<Created xmlns="${UTILITY}">2024-01-01T00:00:00Z</Created><Expires xmlns="${UTILITY}">2024-01-01T08:00:00Z</Expires>`,
    expires: new Date('2024-01-01T08:00:00Z'),
  };
  const security = parseXml(securityHeaderXml(ticket));
  t.is(text(find(security, 'DigestValue') ?? security), 'sgcVjFHzmG92VAOj1qggaJxnKxY=');
  t.is(text(find(security, 'SignatureValue') ?? security), 'pD1KOkiP5jLhrhOMRvRII9oGvHY=');
  t.deepEqual(
    security.children.map((each) => (typeof each === 'string' ? each : each.localName)),
    ['Timestamp', 'Assertion', 'Signature'],
  );
  const timestamp = find(security, 'Timestamp') ?? security;
  t.is(createHash('sha1').update(canonicalize(timestamp)).digest('base64'), 'sgcVjFHzmG92VAOj1qggaJxnKxY=');
  const info = find(security, 'SignedInfo') ?? security;
  t.is(createHmac('sha1', ticket.proofKey).update(canonicalize(info)).digest('base64'), 'pD1KOkiP5jLhrhOMRvRII9oGvHY=');
});

test('an issued ticket opens the service it was issued for, for the user it was issued to', (t) => {
  const { issuer, issue } = issuing();
  const { responseXml, assertionId } = issue({ context: '{guid}' });
  const ticket = openWebTicket(responseXml, entropy);
  t.is(ticket.user, 'sip:alice@contoso.test');
  t.is(ticket.assertionId, assertionId);
  t.is(ticket.expires.toISOString(), '2014-11-15T17:00:00.000Z');
  t.deepEqual(issuer.check(headerOf(securityHeaderXml(ticket)), { audience: SERVICE }), {
    ok: true,
    user: 'sip:alice@contoso.test',
    assertionId,
    context: '{guid}',
  });
});

test('the assertion stands on its own and has the attribute order of real ones', (t) => {
  const { assertionXml } = issuing().ticket();
  t.notThrows(() => parseXml(assertionXml));
  t.regex(
    assertionXml,
    /MajorVersion="1" MinorVersion="1" AssertionID="SamlSecurityToken-[0-9a-f-]{36}" Issuer="[^"]+" IssueInstant="2014-11-15T09:00:00\.000Z"/,
  );
  t.regex(
    assertionXml,
    /<saml:NameIdentifier Format="[^"]+claims\/uri">sip:alice@contoso\.test<\/saml:NameIdentifier>/,
  );
});

test('names with XML characters survive', (t) => {
  const { ticket, issuer } = issuing();
  const odd = ticket({ user: 'sip:a&<b>"@contoso.test' });
  t.is(odd.user, 'sip:a&<b>"@contoso.test');
  t.is(problem(issuer, securityHeaderXml(odd)), 'ok');
});

test('no Security header, or one without an assertion', (t) => {
  const { issuer } = issuing();
  const missing = { ok: false, problem: 'missing', errorId: 28020 };
  t.like(issuer.check(undefined, { audience: SERVICE }), missing);
  t.like(issuer.check(headerOf('<Other/>'), { audience: SERVICE }), missing);
  t.like(issuer.check(headerOf('<Security xmlns="urn:other"/>'), { audience: SERVICE }), missing);
});

test('a ticket ends with its lifetime', (t) => {
  const { clock, issuer, ticket } = issuing();
  const header = securityHeaderXml(ticket());
  clock.advance(8 * 3_600_000 - 60_000);
  t.is(problem(issuer, header), 'ok');
  clock.advance(60_000);
  t.like(issuer.check(headerOf(header), { audience: SERVICE }), { problem: 'expired', errorId: 28033 });
});

test('a ticket is good for its own service, however the URL is spelled', (t) => {
  const { issuer, ticket } = issuing();
  const header = securityHeaderXml(ticket());
  t.is(
    problem(issuer, header, SERVICE.replace('contoso.test', 'CONTOSO.test:443').replace('CertProv/', 'certprov/')),
    'ok',
  );
  t.like(issuer.check(headerOf(header), { audience: ISSUER }), { problem: 'audience', errorId: 28077 });
  t.is(problem(issuer, header, SERVICE.replace('https:', 'http:')), 'audience');
  t.is(problem(issuer, header, SERVICE.replace('pool', 'pool2')), 'audience');
});

test('answers without a usable ticket', (t) => {
  const { issue } = issuing();
  const { responseXml } = issue();
  for (const answer of [
    '',
    'not xml',
    envelope('<x/>'),
    responseXml.replace(/<Entropy>.*<\/Entropy>/, ''),
    responseXml.replace(/2014-11-15T17:00:00Z(?=<\/Expires><\/Lifetime>)/, 'soon'),
  ]) {
    const error = t.throws(() => openWebTicket(answer, entropy), { instanceOf: HarnessError });
    t.is(error?.code, 'WEB_TICKET_UNREADABLE');
  }
});
