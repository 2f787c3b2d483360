import test from 'ava';
import { securityTokensXml } from '../../../../harness/authentication/web-ticket/index.js';
import { SAML_ASSERTION } from '../../../../harness/wire/soap/index.js';
import { eventsOf } from '../../deployment.js';

import { assertionOf, changed, elsewhere, honest, type Matrix, refusedAs, sent, timed } from './cheats.js';

const matrix: Matrix = [
  // Every field the issuer signed.
  ['MajorVersion', 'forged-version', 28032, changed('MajorVersion="1"', 'MajorVersion="2"')],
  ['MinorVersion', 'forged-version', 28032, changed('MinorVersion="1"', 'MinorVersion="0"')],
  [
    'AssertionID',
    'unknown',
    28072,
    ({ ticket }) =>
      securityTokensXml({
        ...ticket,
        assertionXml: ticket.assertionXml.replaceAll('SamlSecurityToken-', 'SamlSecurityToken-0'),
      }),
  ],
  [
    'AssertionID of another ticket',
    'forged-issue-instant',
    28032,
    ({ other, ticket }) =>
      securityTokensXml({
        ...other,
        assertionXml: ticket.assertionXml
          .replaceAll(ticket.assertionId, other.assertionId)
          .replace(/IssueInstant="[^"]*"/, 'IssueInstant="2014-11-15T08:59:59.000Z"'),
      }),
  ],
  [
    'Issuer',
    'foreign-issuer',
    28072,
    changed(/Issuer="[^"]*"/, 'Issuer="https://lyncweb.fabrikam.com/WebTicket/WebTicketService.svc"'),
  ],
  ['IssueInstant', 'forged-issue-instant', 28032, changed(/IssueInstant="2014/, 'IssueInstant="2013')],
  ['NotBefore', 'forged-not-before', 28032, changed('NotBefore="2014', 'NotBefore="2013')],
  ['NotOnOrAfter', 'forged-expiry', 28032, changed('NotOnOrAfter="2014', 'NotOnOrAfter="2015')],
  [
    'Audience',
    'forged-audience',
    28032,
    changed(/<saml:Audience>[^<]*/, '<saml:Audience>https://lyncweb.contoso.com/groupexpansion/service.svc'),
  ],
  ['NameIdentifier', 'forged-user', 28032, changed('sip:alice@', 'sip:jeff@')],
  [
    'NameIdentifier cut by a comment',
    'forged-user',
    28032,
    changed('sip:alice@contoso.com', 'sip:alice@contoso.com<!-- -->.evil.test'),
  ],
  ['the format of the NameIdentifier', 'forged-user', 28032, changed('claims/uri"', 'claims/upn"')],
  ['AuthenticationMethod', 'forged-authentication', 28032, changed('am:unspecified', 'am:password')],
  [
    'AuthenticationInstant',
    'forged-authentication',
    28032,
    changed('AuthenticationInstant="2014', 'AuthenticationInstant="2013'),
  ],
  ['ConfirmationMethod', 'forged-confirmation', 28032, changed('cm:holder-of-key', 'cm:bearer')],
  [
    'the name of the key',
    'forged-confirmation',
    28032,
    changed('<KeyName>SamlSecurityToken-', '<KeyName>SamlSecurityToken-0'),
  ],
  [
    'a statement more',
    'forged-content',
    28032,
    changed('</saml:AuthenticationStatement>', '</saml:AuthenticationStatement><saml:Advice></saml:Advice>'),
  ],
  ['an attribute more', 'forged-content', 28032, changed('<saml:Conditions ', '<saml:Conditions Extra="1" ')],
  ['DigestValue of the assertion', 'forged-signature', 28032, changed(/<DigestValue>./, '<DigestValue>=')],
  [
    'SignatureValue of the assertion',
    'forged-signature',
    28032,
    changed(/<SignatureValue>..../, '<SignatureValue>AAAA'),
  ],
  ['algorithm of the assertion’s signature', 'forged-signature', 28032, changed('#hmac-sha1', '#rsa-sha1')],
  [
    'HMACOutputLength',
    'forged-signature',
    28032,
    changed('#hmac-sha1">', '#hmac-sha1"><HMACOutputLength>8</HMACOutputLength>'),
  ],
  ['a second signature in the assertion', 'forged-signature', 28032, changed(/(<Signature .*<\/Signature>)/, '$1$1')],
  ['no signature in the assertion', 'unsigned', 28032, changed(/<Signature .*<\/Signature>/, '')],

  // No ticket, or too many.
  ['nothing', 'missing', 28020, () => ''],
  [
    'an assertion of another namespace',
    'missing',
    28020,
    changed(SAML_ASSERTION, 'urn:oasis:names:tc:SAML:2.0:assertion'),
  ],
  ['a second assertion behind', 'second-assertion', 28032, (held) => `${held.tokens}${held.other.assertionXml}`],
  ['a second assertion in front', 'second-assertion', 28032, (held) => `${held.other.assertionXml}${held.tokens}`],
  [
    'the genuine assertion wrapped in a forged one',
    'second-assertion',
    28032,
    (held) =>
      held.tokens.replace(
        assertionOf(held),
        `${assertionOf(held).replace('sip:alice@', 'sip:jeff@').replace('</saml:Assertion>', '')}${assertionOf(held)}</saml:Assertion>`,
      ),
  ],
  [
    'another element with the assertion’s id',
    'duplicate-id',
    28032,
    (held) => `${held.tokens}${elsewhere(held.ticket.assertionId)}`,
  ],
];

test('an honest ticket gets a certificate', async (t) => {
  t.is((await sent(t, honest)).answer.status, 200);
});

for (const [what, problem, errorId, cheat] of matrix) {
  test(`${what}: ${problem}`, async (t) => {
    await refusedAs(t, problem, errorId, cheat);
  });
}

const HOURS = 3_600_000;
const fresh = timed('2014-11-15T16:55:00Z', '2014-11-15T20:00:00Z');

test('a second Security header', async (t) => {
  const header =
    '<wsse:Security xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"/>';
  await refusedAs(t, 'second-security-header', 28032, honest, { header });
});

test('the time bounds of a ticket', async (t) => {
  t.is((await sent(t, fresh, { later: 8 * HOURS - 30_000 })).answer.status, 200);
  await refusedAs(t, 'expired', 28033, fresh, { later: 8 * HOURS });
  const settings = { ticketSkewMs: 60_000 };
  t.is((await sent(t, fresh, { later: 8 * HOURS + 30_000, settings })).answer.status, 200);
  await refusedAs(t, 'expired', 28033, fresh, { later: 8 * HOURS + 60_000, settings });
});

test('a ticket for another service', async (t) => {
  await refusedAs(t, 'audience', 28077, honest, {
    appliesTo: 'https://lyncweb.contoso.com/groupexpansion/service.svc',
  });
});

test('the ticket of another user, honestly used', async (t) => {
  const { answer, context } = await sent(t, ({ other }) => securityTokensXml(other));
  t.is(answer.status, 500);
  t.is(eventsOf(context.journal, 'certificate.refused')[0]?.problem, 'other-user');
});

test('tickets signed by RSA are judged the same', async (t) => {
  const settings = { signature: 'rsa-sha1' } as const;
  t.is((await sent(t, honest, { settings })).answer.status, 200);
  await refusedAs(t, 'forged-user', 28032, changed('sip:alice@', 'sip:jeff@'), { settings });
  await refusedAs(t, 'forged-signature', 28032, changed(/<SignatureValue>..../, '<SignatureValue>AAAA'), { settings });
});
