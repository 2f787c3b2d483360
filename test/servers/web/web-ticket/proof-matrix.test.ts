import test from 'ava';
import { securityTokensXml } from '../../../../harness/authentication/web-ticket/index.js';
import { signatureValue, writeSignedInfo } from '../../../../harness/authentication/xml-signature/index.js';
import { XML_SIGNATURE } from '../../../../harness/wire/soap/index.js';
import { canonicalize, parseXml } from '../../../../harness/wire/xml/index.js';
import { eventsOf } from '../../deployment.js';

import {
  type Cheat,
  changed,
  elsewhere,
  honest,
  type Matrix,
  refusedAs,
  rsa,
  sent,
  signatureOf,
  signing,
  tampered,
  timed,
  timestampOf,
} from './cheats.js';

const matrix: Matrix = [
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

for (const [what, problem, errorId, cheat] of matrix) {
  test(`${what}: ${problem}`, async (t) => {
    await refusedAs(t, problem, errorId, cheat);
  });
}

test('the time bounds of a Timestamp, with the clock skew', async (t) => {
  const over = timed('2014-11-15T08:00:00Z', '2014-11-15T08:55:40Z');
  t.is((await sent(t, over)).answer.status, 200);
  t.is((await sent(t, timed('2014-11-15T09:05:00Z', '2014-11-15T10:00:00Z'))).answer.status, 200);
  await refusedAs(t, 'timestamp-expired', 28032, over, { settings: { clockSkewMs: 0 } });
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
