import { createHash } from 'node:crypto';
import test from 'ava';
import fc from 'fast-check';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import {
  KEY_TYPE_SYMMETRIC,
  parseEnvelope,
  readRequestSecurityToken,
  readRequestSecurityTokenResponse,
  SAML_TOKEN,
  WS_SECURITY_UTILITY,
  WS_TRUST_IN_WEB_TICKET,
  writeRequestSecurityToken,
  writeRequestSecurityTokenResponse,
  writeUsernameToken,
} from '../../../harness/wire/soap/index.js';
import { canonicalize, parseXml } from '../../../harness/wire/xml/index.js';

const APPLIES_TO = 'https://pool.contoso.com/CertProv/CertProvisioningService.svc/WebTicket_Proof_SHA1';
const ASSERTION =
  '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:1.0:assertion" MajorVersion="1" MinorVersion="1" ' +
  'AssertionID="SamlSecurityToken-1" Issuer="i"><saml:NameIdentifier>sip:alice@contoso.com</saml:NameIdentifier>\u00e9</saml:Assertion>';

function operation(message: string) {
  const op = parseEnvelope(message).operation;
  if (!op) throw new Error('no operation');
  return op;
}

/** What a request says, without what it leaves open. */
const told = (request: object) =>
  Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));

test('a ticket request reads back as it was written', (t) => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 64 }),
      fc.webUrl(),
      fc.boolean(),
      (bytes, appliesTo, claim) => {
        const request = { context: '{1}', appliesTo, entropy: Buffer.from(bytes) };
        const uri = claim ? { claimsUri: 'sip:a&b@contoso.com' } : {};
        t.deepEqual(told(readRequestSecurityToken(operation(writeRequestSecurityToken({ ...request, ...uri })))), {
          ...request,
          ...uri,
          tokenType: SAML_TOKEN,
          keyType: KEY_TYPE_SYMMETRIC,
        });
      },
    ),
  );
});

test('the request keeps to the namespaces of real clients', (t) => {
  const message = writeRequestSecurityToken({ context: 'c', appliesTo: APPLIES_TO, entropy: Buffer.alloc(32) });
  const op = operation(message);
  t.is(op.namespace, 'http://docs.oasis-open.org/ws-sx/ws-trust/200512');
  t.regex(message, /RequestType>http:\/\/schemas\.xmlsoap\.org\/ws\/2005\/02\/trust\/Issue</);
  t.is(parseEnvelope(message).header, undefined);
});

test('credentials go into the header', (t) => {
  const credentialsXml = writeUsernameToken('12065551219', '0712');
  const message = writeRequestSecurityToken({ context: 'c', appliesTo: 'u', entropy: Buffer.alloc(1), credentialsXml });
  t.is(parseEnvelope(message).header?.children.length, 1);
});

test('a request of another client: everything optional, blanks around text', (t) => {
  const rst = (inside: string) =>
    readRequestSecurityToken(
      parseXml(`<t:RequestSecurityToken xmlns:t="${WS_TRUST_IN_WEB_TICKET}">${inside}</t:RequestSecurityToken>`),
    );
  t.deepEqual(told(rst('')), { tokenType: SAML_TOKEN });
  t.deepEqual(told(rst('<t:TokenType> urn:cwt </t:TokenType><t:KeySize> 256 </t:KeySize>')), {
    tokenType: 'urn:cwt',
    keySize: 256,
  });
  for (const bad of ['-8', '7', '0', '99999999', 'x']) {
    t.throws(() => rst(`<t:KeySize>${bad}</t:KeySize>`), { instanceOf: HarnessError, message: /KeySize/ }, bad);
  }
  t.throws(() => rst('<t:Entropy><t:BinarySecret>*</t:BinarySecret></t:Entropy>'), { instanceOf: HarnessError });
  const long = Buffer.alloc(1025).toString('base64');
  t.throws(() => rst(`<t:Entropy><t:BinarySecret>${long}</t:BinarySecret></t:Entropy>`), { instanceOf: HarnessError });
  t.throws(() => readRequestSecurityToken(parseXml('<Other/>')), { instanceOf: HarnessError });
});

const ISSUED = {
  context: '{1}',
  assertionXml: ASSERTION,
  assertionId: 'SamlSecurityToken-1',
  appliesTo: APPLIES_TO,
  serverEntropy: Buffer.alloc(32, 0x22),
  created: '2024-01-01T00:00:00Z',
  expires: '2024-01-01T08:00:00Z',
};

test('the Lifetime a client pastes into a Timestamp digests to the value of the reference', (t) => {
  const { lifetimeXml } = readRequestSecurityTokenResponse(writeRequestSecurityTokenResponse(ISSUED));
  const timestamp = `<wsu:Timestamp xmlns:wsu="${WS_SECURITY_UTILITY}" wsu:Id="timestamp">${lifetimeXml}</wsu:Timestamp>`;
  const sha1 = (text: string) => createHash('sha1').update(text).digest('base64');
  t.is(sha1(timestamp), 'sgcVjFHzmG92VAOj1qggaJxnKxY=', 'as a client digests the plain text');
  t.is(sha1(canonicalize(parseXml(timestamp))), 'sgcVjFHzmG92VAOj1qggaJxnKxY=', 'as a server canonicalizes it');
});

test('an issued ticket is read back, the assertion verbatim', (t) => {
  const read = readRequestSecurityTokenResponse(writeRequestSecurityTokenResponse(ISSUED));
  t.is(read.assertionXml, ASSERTION);
  t.is(read.assertionId, 'SamlSecurityToken-1');
  t.deepEqual(read.serverEntropy, ISSUED.serverEntropy);
  t.is(read.expires, ISSUED.expires);
  t.is(read.nameIdentifier, 'sip:alice@contoso.com');
});

/** pidgin-sipe searches the text instead of parsing it. */
test('a client that searches the text finds the same', (t) => {
  const message = writeRequestSecurityTokenResponse(ISSUED);
  const firstSecret = /<BinarySecret>([^<]*)<\/BinarySecret>/.exec(message)?.[1];
  t.is(firstSecret, ISSUED.serverEntropy.toString('base64'));
  t.is(/<Lifetime>.*<\/Lifetime>/.exec(message)?.[0].includes('xmlns:'), false);
  t.is(/<Expires [^>]*>([^<]*)<\/Expires>/.exec(message)?.[1], ISSUED.expires);
  t.is(/AssertionID="([^"]*)"/.exec(message)?.[1], ISSUED.assertionId);
});

test('a bearer ticket has no proof', (t) => {
  const { serverEntropy: _, ...bearer } = ISSUED;
  const message = writeRequestSecurityTokenResponse(bearer);
  t.notRegex(message, /<RequestedProofToken|<Entropy/);
  t.false('serverEntropy' in readRequestSecurityTokenResponse(message));
});

test('answers without their parts are refused', (t) => {
  const whole = writeRequestSecurityTokenResponse(ISSUED);
  const broken: readonly (readonly [from: string, to: string])[] = [
    ['AssertionID=', 'Other='],
    ['<RequestSecurityTokenResponse ', '<Other '],
    ['Expires', 'Expired'],
    ['Lifetime', 'Livetime'],
    [ISSUED.serverEntropy.toString('base64'), '***'],
    [' xmlns:saml="urn:oasis:names:tc:SAML:1.0:assertion"', ''],
  ];
  t.notThrows(() => readRequestSecurityTokenResponse(whole));
  for (const [from, to] of broken) {
    t.throws(() => readRequestSecurityTokenResponse(whole.replaceAll(from, to)), { instanceOf: HarnessError }, from);
  }
});

test('an assertion that leans on the envelope for its prefix is refused: it could not be pasted', (t) => {
  const leaning = writeRequestSecurityTokenResponse(ISSUED)
    .replace(' xmlns:saml="urn:oasis:names:tc:SAML:1.0:assertion"', '')
    .replace('<s:Envelope ', '<s:Envelope xmlns:saml="urn:oasis:names:tc:SAML:1.0:assertion" ');
  t.notThrows(() => parseXml(leaning));
  t.throws(() => readRequestSecurityTokenResponse(leaning), { instanceOf: HarnessError, message: /unbound/ });
});
