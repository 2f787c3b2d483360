import { generateKeyPairSync } from 'node:crypto';
import test, { type ExecutionContext } from 'ava';
import { securityTokensXml, type WebTicket } from '../../../../harness/authentication/web-ticket/index.js';
import { signatureValue, writeSignedInfo } from '../../../../harness/authentication/xml-signature/index.js';
import { defaultWebTicketSettings, type WebTicketSettings } from '../../../../harness/deployment/index.js';
import { ScenarioClock } from '../../../../harness/foundation/clock/index.js';
import {
  parseEnvelope,
  parseFault,
  SAML_ASSERTION,
  WS_SECURITY_UTILITY,
  writeGetAndPublishCertRequest,
  XML_SIGNATURE,
} from '../../../../harness/wire/soap/index.js';
import { canonicalize, parseXml } from '../../../../harness/wire/xml/index.js';
import { alicePin, eventsOf, jeffPin, testDate } from '../../deployment.js';
import { testWeb } from '../client.js';
import { certificatePath, certificateUrl, deviceId, phoneKey, pinTicket, pkcs10 } from '../sign-in.js';

/** What a message holds, and what a cheat makes of it. */
interface Held {
  readonly ticket: WebTicket;
  readonly other: WebTicket;
  /** Timestamp, assertion, signature, as an honest client sends them. */
  readonly tokens: string;
}

type Cheat = (held: Held) => string;

/** An assertion changed, with an honest signature around it: the holder of the key is the cheat. */
const changed =
  (from: string | RegExp, to: string): Cheat =>
  ({ ticket }) => {
    const assertionXml = ticket.assertionXml.replace(from, to);
    if (assertionXml === ticket.assertionXml) throw new Error(`nothing to change: ${from}`);
    return securityTokensXml({ ...ticket, assertionXml });
  };

/** The message changed after it was signed. */
const tampered =
  (from: string | RegExp, to: string): Cheat =>
  ({ tokens }) => {
    const cheated = tokens.replace(from, to);
    if (cheated === tokens) throw new Error(`nothing to tamper with: ${from}`);
    return cheated;
  };

const timestampOf = (tokens: string) => /<wsu:Timestamp.*?<\/wsu:Timestamp>/.exec(tokens)?.[0] ?? '';
const signatureOf = (tokens: string) => tokens.slice(tokens.indexOf('</saml:Assertion>') + '</saml:Assertion>'.length);
const assertionOf = ({ ticket }: Held) => ticket.assertionXml;

/** An own Timestamp, signed honestly. */
const timed =
  (created: string, expires: string): Cheat =>
  ({ ticket }) =>
    securityTokensXml({
      ...ticket,
      lifetimeXml: `<Created xmlns="${WS_SECURITY_UTILITY}">${created}</Created><Expires xmlns="${WS_SECURITY_UTILITY}">${expires}</Expires>`,
    });

/** A signature with the right key over something else. */
const signing =
  (extra: string, id: string): Cheat =>
  (held) => {
    const info = writeSignedInfo([{ id, canonicalXml: canonicalize(parseXml(extra)) }], 'hmac-sha1');
    const value = signatureValue('hmac-sha1', held.ticket.proofKey, info).toString('base64');
    const signature = `<Signature xmlns="${XML_SIGNATURE}">${info}<SignatureValue>${value}</SignatureValue></Signature>`;
    return `${timestampOf(held.tokens)}${assertionOf(held)}${extra}${signature}`;
  };

const elsewhere = (id: string) => `<x:Thing xmlns:x="urn:x" Id="${id}"></x:Thing>`;
const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });

const matrix: readonly (readonly [what: string, problem: string, errorId: number, cheat: Cheat])[] = [
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

  // The Timestamp.
  ['no Timestamp', 'timestamp-missing', 28032, tampered(/<wsu:Timestamp.*?<\/wsu:Timestamp>/, '')],
  ['no Expires', 'timestamp-malformed', 28032, tampered(/<Expires xmlns.*?<\/Expires>/, '')],
  ['Expires is no date', 'timestamp-malformed', 28032, timed('2014-11-15T09:00:00Z', 'tomorrow')],
  ['Expires before Created', 'timestamp-malformed', 28032, timed('2014-11-15T09:00:00Z', '2014-11-15T08:59:59Z')],
  ['the Timestamp is over', 'timestamp-expired', 28032, timed('2014-11-15T08:00:00Z', '2014-11-15T08:55:00Z')],
  ['the Timestamp is to come', 'timestamp-not-yet-valid', 28032, timed('2014-11-15T09:06:00Z', '2014-11-15T10:00:00Z')],
  [
    'a second Timestamp behind',
    'second-timestamp',
    28032,
    ({ tokens }) => `${tokens}${timestampOf(tokens).replace('Id="timestamp"', 'Id="t2"')}`,
  ],
  ['a second Timestamp of the same id', 'second-timestamp', 28032, ({ tokens }) => `${timestampOf(tokens)}${tokens}`],

  // The proof.
  ['no signature', 'proof-missing', 28032, ({ tokens }) => tokens.slice(0, -signatureOf(tokens).length)],
  ['two signatures', 'second-signature', 28032, ({ tokens }) => `${tokens}${signatureOf(tokens)}`],
  [
    'a signature without a value',
    'proof-malformed',
    28032,
    ({ tokens }) =>
      tokens.replace(signatureOf(tokens), signatureOf(tokens).replace(/<SignatureValue>.*<\/SignatureValue>/, '')),
  ],
  [
    'another canonicalization',
    'proof-algorithm',
    28032,
    ({ tokens }) =>
      tokens.replace(
        signatureOf(tokens),
        signatureOf(tokens).replace(
          'CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"',
          'CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"',
        ),
      ),
  ],
  [
    'a transform that selects nothing',
    'proof-algorithm',
    28032,
    ({ tokens }) =>
      tokens.replace(
        signatureOf(tokens),
        signatureOf(tokens).replace(
          '<Transform ',
          '<Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"></Transform><Transform ',
        ),
      ),
  ],
  [
    'a signature of one byte',
    'proof-algorithm',
    28032,
    ({ tokens }) =>
      tokens.replace(
        signatureOf(tokens),
        signatureOf(tokens).replace('#hmac-sha1">', '#hmac-sha1"><HMACOutputLength>8</HMACOutputLength>'),
      ),
  ],
  [
    'RSA in place of HMAC',
    'proof-algorithm',
    28032,
    ({ tokens, ticket }) => {
      const info = writeSignedInfo(
        [{ id: 'timestamp', canonicalXml: canonicalize(parseXml(timestampOf(tokens))) }],
        'rsa-sha1',
      );
      const value = signatureValue('rsa-sha1', rsa.privateKey, info).toString('base64');
      return `${timestampOf(tokens)}${ticket.assertionXml}<Signature xmlns="${XML_SIGNATURE}">${info}<SignatureValue>${value}</SignatureValue></Signature>`;
    },
  ],
  [
    'a reference to nothing',
    'proof-reference',
    28032,
    ({ tokens }) => tokens.replace('URI="#timestamp"', 'URI="#nothing"'),
  ],
  [
    'a reference to the whole document',
    'proof-malformed',
    28032,
    ({ tokens }) => tokens.replace('URI="#timestamp"', 'URI=""'),
  ],
  ['another element signed', 'proof-reference', 28032, signing(elsewhere('other'), 'other')],
  [
    'the signed Timestamp wrapped, and a new one in its place',
    'duplicate-id',
    28032,
    ({ tokens }) =>
      `${timestampOf(tokens).replace('2014-11-15T17', '2014-11-15T18')}<x:Wrap xmlns:x="urn:x">${timestampOf(tokens)}</x:Wrap>${tokens.slice(timestampOf(tokens).length)}`,
  ],
  [
    'the same with another id',
    'proof-reference',
    28032,
    ({ tokens }) =>
      `${timestampOf(tokens).replace('Id="timestamp"', 'Id="t2"')}<x:Wrap xmlns:x="urn:x">${timestampOf(tokens)}</x:Wrap>${tokens.slice(timestampOf(tokens).length)}`,
  ],
  ['a later Expires', 'proof-digest', 28032, tampered(/(<Expires xmlns="[^"]*">)2014-11-15T17/, '$12014-11-15T18')],
  [
    'an earlier Created',
    'proof-digest',
    28032,
    tampered(/(<Created xmlns="[^"]*">)2014-11-15T09:/, '$12014-11-15T08:'),
  ],
  [
    'DigestValue of the Timestamp',
    'proof-signature',
    28032,
    tampered(/(URI="#timestamp".*<DigestValue>)..../, '$1AAAA'),
  ],
  [
    'SignatureValue',
    'proof-signature',
    28032,
    ({ tokens }) =>
      tokens.replace(signatureOf(tokens), signatureOf(tokens).replace(/<SignatureValue>..../, '<SignatureValue>AAAA')),
  ],
  [
    'the key of another ticket',
    'proof-signature',
    28032,
    ({ other, ticket }) => securityTokensXml({ ...ticket, proofKey: other.proofKey }),
  ],
  [
    'an empty key',
    'proof-signature',
    28032,
    ({ ticket }) => securityTokensXml({ ...ticket, proofKey: Buffer.alloc(0) }),
  ],
  [
    'the key of another ticket, and its name',
    'proof-key',
    28032,
    ({ other, ticket }) =>
      `${timestampOf(securityTokensXml(other))}${ticket.assertionXml}${signatureOf(securityTokensXml(other))}`,
  ],
];

async function sent(t: ExecutionContext, make: Cheat, options: Options = {}) {
  const clock = new ScenarioClock({ start: testDate, waits: 'skip' });
  const webTicket = { ...defaultWebTicketSettings, ...options.settings };
  const web = await testWeb(t, { clock, deployment: { webTicket } });
  const client = web.client();
  const ticket = await pinTicket(client, '1001', alicePin, options.appliesTo ?? certificateUrl);
  const other = await pinTicket(client, '1002', jeffPin);
  const held = { ticket, other, tokens: securityTokensXml(ticket) };
  clock.advance(options.later ?? 0);
  const post = async (securityXml: string, header = '') => {
    const message = writeGetAndPublishCertRequest({
      deviceId,
      entity: 'alice@contoso.com',
      request: await pkcs10(await phoneKey()),
      requestId: '11111111-2222-3333-4444-555555555555',
      securityXml,
      to: certificateUrl,
    });
    return await client.soap(certificatePath, message.replace('</wsse:Security>', `</wsse:Security>${header}`));
  };
  return { ...web, held, post, answer: await post(make(held), options.header) };
}

interface Options {
  readonly settings?: Partial<WebTicketSettings>;
  readonly appliesTo?: string;
  /** Milliseconds. */
  readonly later?: number;
  /** Behind the Security header. */
  readonly header?: string;
}

async function refusedAs(t: ExecutionContext, problem: string, errorId: number, make: Cheat, options?: Options) {
  const { answer, context } = await sent(t, make, options);
  t.is(answer.status, 500);
  t.is(parseFault(parseEnvelope(answer.body))?.errorId, errorId);
  t.like(eventsOf(context.journal, 'certificate.refused')[0], { problem: `ticket-${problem}`, errorId });
  t.is(eventsOf(context.journal, 'certificate.issued').length, 0);
}

const honest: Cheat = ({ tokens }) => tokens;

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

test('the time bounds of a Timestamp, with the clock skew', async (t) => {
  const over = timed('2014-11-15T08:00:00Z', '2014-11-15T08:55:40Z');
  t.is((await sent(t, over)).answer.status, 200);
  t.is((await sent(t, timed('2014-11-15T09:05:00Z', '2014-11-15T10:00:00Z'))).answer.status, 200);
  await refusedAs(t, 'timestamp-expired', 28032, over, { settings: { clockSkewMs: 0 } });
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

test('a message sent twice, by each rule of replay', async (t) => {
  const id = (n: number) => `<wsa:MessageID xmlns:wsa="http://www.w3.org/2005/08/addressing">uuid:${n}</wsa:MessageID>`;
  const allowed = await sent(t, honest);
  t.is((await allowed.post(allowed.held.tokens)).status, 200, 'clients use a ticket, and its signature, again');
  const bySignature = await sent(t, honest, { settings: { replay: 'signature' } });
  t.is((await bySignature.post(bySignature.held.tokens, id(2))).status, 500);
  t.like(eventsOf(bySignature.context.journal, 'certificate.refused')[0], {
    problem: 'ticket-replayed',
    errorId: 28032,
  });
  const byMessage = await sent(t, honest, { settings: { replay: 'message-id' } });
  t.is((await byMessage.post(byMessage.held.tokens)).status, 500, 'the writer gives one MessageID a ticket here');
  t.is(eventsOf(byMessage.context.journal, 'certificate.refused')[0]?.problem, 'ticket-replayed');
});

test('the verifier can be lenient, or off', async (t) => {
  const redated = tampered(/(<Created xmlns="[^"]*">)2014-11-15T09:/, '$12014-11-15T08:');
  t.is((await sent(t, redated, { settings: { proof: 'digest-lenient' } })).answer.status, 200);
  const swapped: Cheat = ({ other, ticket }) => securityTokensXml({ ...ticket, proofKey: other.proofKey });
  await refusedAs(t, 'proof-signature', 28032, swapped, { settings: { proof: 'digest-lenient' } });
  t.is((await sent(t, swapped, { settings: { proof: 'off' } })).answer.status, 200);
  await refusedAs(t, 'forged-user', 28032, changed('sip:alice@', 'sip:jeff@'), { settings: { proof: 'off' } });
});

test('tickets signed by RSA are judged the same', async (t) => {
  const settings = { signature: 'rsa-sha1' } as const;
  t.is((await sent(t, honest, { settings })).answer.status, 200);
  await refusedAs(t, 'forged-user', 28032, changed('sip:alice@', 'sip:jeff@'), { settings });
  await refusedAs(t, 'forged-signature', 28032, changed(/<SignatureValue>..../, '<SignatureValue>AAAA'), { settings });
});
