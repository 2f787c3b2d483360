import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'ava';
import {
  openWebTicket,
  securityHeaderXml,
  signedCertificateTicketRequest,
  WebTicketIssuer,
} from '../../harness/authentication/web-ticket/index.js';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import { createWebServer, listenHttps } from '../../harness/servers/web/index.js';
import {
  BASE64_BINARY,
  envelope,
  WS_ADDRESSING,
  WS_SECURITY,
  WS_SECURITY_UTILITY,
  writeRequestSecurityToken,
  X509_TOKEN,
  XML_SIGNATURE,
} from '../../harness/wire/soap/index.js';
import { EXCLUSIVE_C14N } from '../../harness/wire/xml/index.js';
import { eventsOf, testContext, testDate } from '../servers/deployment.js';
import { certificateUrl, entropy, phoneKey } from '../servers/web/sign-in.js';
import { peerTest } from './program.js';
import { files, idAttributes, pem, run } from './xmlsec.js';

const ISSUER = 'https://lyncweb.contoso.com/WebTicket/WebTicketService.svc';
const CERTIFICATE_PORT_URL = `${ISSUER}/cert`;
const clock = () => new ScenarioClock({ start: testDate, waits: 'skip' });

async function issued(options: Partial<ConstructorParameters<typeof WebTicketIssuer>[0]>) {
  const issuer = new WebTicketIssuer({ issuer: ISSUER, clock: clock(), ...options });
  const { responseXml } = issuer.issue({
    user: 'sip:alice@contoso.com',
    audience: certificateUrl,
    clientEntropy: entropy,
  });
  return { responseXml, ticket: openWebTicket(responseXml, entropy) };
}

/** The path from the root to the signature meant: an answer may hold more than one. */
const assertionSignature = ['--node-xpath', "//*[local-name()='Assertion']/*[local-name()='Signature']"];
const headerSignature = ['--node-xpath', "//*[local-name()='Security']/*[local-name()='Signature']"];

peerTest(
  test,
  ['xmlsec1', 'xmllint'],
  'xmlsec1 verifies the HMAC signature of an assertion, with its key alone',
  async (t, { xmlsec1 = '', xmllint = '' }) => {
    const file = files(t);
    const key = randomBytes(32);
    const { responseXml, ticket } = await issued({ sharedKey: key });
    const right = file('right.bin', key);
    const wrong = file('wrong.bin', randomBytes(32));
    const verify = async (keyFile: string, xml: string) =>
      (
        await run(xmlsec1, [
          '--verify',
          ...idAttributes,
          ...assertionSignature,
          '--hmackey',
          keyFile,
          file('a.xml', xml),
        ])
      ).code;
    t.is(await verify(right, responseXml), 0, 'in the answer');
    t.is(await verify(right, ticket.assertionXml), 0, 'cut out');
    t.is(await verify(right, envelope('<x/>', securityHeaderXml(ticket))), 0, 'pasted into a request');
    t.not(await verify(wrong, responseXml), 0);
    t.not(await verify(right, responseXml.replace('sip:alice@', 'sip:jeff@')), 0);
    t.is((await run(xmllint, ['--noout', file('answer.xml', responseXml)])).code, 0);
  },
);

peerTest(test, ['xmlsec1'], 'xmlsec1 verifies the RSA signature of an assertion', async (t, { xmlsec1 = '' }) => {
  const file = files(t);
  const { privateKey, publicKey } = await phoneKey();
  const key = file('key.pem', publicKey.export({ type: 'spki', format: 'pem' }));
  for (const signature of ['rsa-sha1', 'rsa-sha256'] as const) {
    const { responseXml } = await issued({ signingKey: privateKey, policy: { signature } });
    const verify = async (xml: string) =>
      (
        await run(xmlsec1, [
          '--verify',
          ...idAttributes,
          ...assertionSignature,
          '--pubkey-pem',
          key,
          file('a.xml', xml),
        ])
      ).code;
    t.is(await verify(responseXml), 0, signature);
    t.not(await verify(responseXml.replace('NotOnOrAfter="2014', 'NotOnOrAfter="2015')), 0, signature);
  }
});

peerTest(
  test,
  ['xmlsec1'],
  'xmlsec1 verifies the proof a client signs its Timestamp with',
  async (t, { xmlsec1 = '' }) => {
    const file = files(t);
    const { ticket } = await issued({});
    const key = file('proof.bin', ticket.proofKey);
    const verify = async (xml: string) =>
      (await run(xmlsec1, ['--verify', ...idAttributes, ...headerSignature, '--hmackey', key, file('r.xml', xml)]))
        .code;
    const request = envelope('<x/>', securityHeaderXml(ticket));
    t.is(await verify(request), 0);
    t.not(await verify(request.replace(/(<Expires xmlns="[^"]*">)2014/, '$12015')), 0);
  },
);

peerTest(test, ['xmlsec1'], 'xmlsec1 verifies a request for a ticket by certificate', async (t, { xmlsec1 = '' }) => {
  const file = files(t);
  const { certificate, privateKey } = await provisioned();
  const cert = file('cert.pem', pem(certificate));
  for (const method of ['rsa-sha1', 'rsa-sha256'] as const) {
    const request = signedCertificateTicketRequest({
      ...{ certificate, privateKey, entropy, method },
      appliesTo: certificateUrl,
      context: 'c',
      at: testDate,
      to: CERTIFICATE_PORT_URL,
    });
    const verify = async (xml: string) =>
      (await run(xmlsec1, ['--verify', ...idAttributes, '--pubkey-cert-pem', cert, file('r.xml', xml)])).code;
    t.is(await verify(request), 0, method);
    t.not(await verify(request.replace('</wsu:Created>', '0</wsu:Created>')), 0, method);
    t.not(await verify(request.replace('/cert</wsa:To>', '/pin</wsa:To>')), 0, method);
  }
});

async function provisioned() {
  const context = await testContext();
  const { privateKey, publicKey } = await phoneKey();
  const certificate = await context.deployment.provisioning.issue({
    publicKey,
    user: 'alice@contoso.com',
    at: testDate,
  });
  const { fingerprint } = new X509Certificate(certificate);
  context.pool.certificates.publish({
    ...{ user: 'alice@contoso.com', deviceId: '{d}', certificate },
    thumbprint: fingerprint.replaceAll(':', ''),
    notAfter: new Date(testDate.getTime() + 86_400_000),
  });
  return { context, certificate, privateKey };
}

/** A message with the signature's values left out, in another style than ours: prefixes, line breaks, inclusive prefixes. */
function template(certificate: Buffer, method: string): string {
  const reference = (id: string) =>
    `<ds:Reference URI="#${id}">\n<ds:Transforms><ds:Transform Algorithm="${EXCLUSIVE_C14N}">` +
    `<ec:InclusiveNamespaces xmlns:ec="${EXCLUSIVE_C14N}" PrefixList="wsse s"/></ds:Transform></ds:Transforms>\n` +
    `<ds:DigestMethod Algorithm="${XML_SIGNATURE}sha1"/><ds:DigestValue/></ds:Reference>\n`;
  const security =
    `<wsa:To xmlns:wsa="${WS_ADDRESSING}" wsu:Id="to" xmlns:wsu="${WS_SECURITY_UTILITY}">${CERTIFICATE_PORT_URL}</wsa:To>` +
    `<wsse:Security xmlns:wsse="${WS_SECURITY}" xmlns:wsu="${WS_SECURITY_UTILITY}" s:mustUnderstand="1">\n` +
    `<wsu:Timestamp wsu:Id="TS-1">\n  <wsu:Created>2014-11-15T09:00:00Z</wsu:Created>\n  <wsu:Expires>2014-11-15T09:05:00Z</wsu:Expires>\n</wsu:Timestamp>\n` +
    `<wsse:BinarySecurityToken wsu:Id="X509-1" ValueType="${X509_TOKEN}" EncodingType="${BASE64_BINARY}">\n` +
    `${certificate
      .toString('base64')
      .match(/.{1,76}/g)
      ?.join('\n')}\n</wsse:BinarySecurityToken>\n` +
    `<ds:Signature xmlns:ds="${XML_SIGNATURE}">\n<ds:SignedInfo>\n<ds:CanonicalizationMethod Algorithm="${EXCLUSIVE_C14N}">` +
    `<ec:InclusiveNamespaces xmlns:ec="${EXCLUSIVE_C14N}" PrefixList="s"/></ds:CanonicalizationMethod>\n` +
    `<ds:SignatureMethod Algorithm="${method}"/>\n${reference('TS-1')}${reference('to')}</ds:SignedInfo>\n<ds:SignatureValue/>\n` +
    `<ds:KeyInfo><wsse:SecurityTokenReference><wsse:Reference URI="#X509-1" ValueType="${X509_TOKEN}"/>` +
    '</wsse:SecurityTokenReference></ds:KeyInfo></ds:Signature></wsse:Security>';
  return writeRequestSecurityToken({ context: 'c', appliesTo: certificateUrl, entropy, credentialsXml: security });
}

peerTest(
  test,
  ['xmlsec1', 'curl', 'xmllint'],
  'a request that xmlsec1 signed, posted by curl, gets a ticket',
  async (t, { xmlsec1 = '', curl = '', xmllint = '' }) => {
    const file = files(t);
    const { context, certificate, privateKey } = await provisioned();
    const web = createWebServer(context);
    const https = await listenHttps(web, context, { service: 'web', address: '127.0.0.1', port: 0 });
    t.teardown(async () => {
      await https.close();
      web.close();
    });
    const key = file('key.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const post = async (path: string) =>
      await run(curl, [
        ...['-q', '--silent', '--insecure', '--max-time', '30', '--write-out', '\n%{http_code}'],
        ...['--connect-to', `lyncweb.contoso.com:443:127.0.0.1:${https.port}`, '-H', 'Content-Type: text/xml'],
        ...['--data-binary', `@${path}`, CERTIFICATE_PORT_URL],
      ]);
    for (const method of [`${XML_SIGNATURE}rsa-sha1`, 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256']) {
      const signed = file('signed.xml', '');
      const ran = await run(xmlsec1, [
        '--sign',
        ...idAttributes,
        '--privkey-pem',
        key,
        '--output',
        signed,
        file('t.xml', template(certificate, method)),
      ]);
      t.is(ran.code, 0, ran.errors);
      // xmlsec1 writes the document with an XML declaration, which SOAP allows.
      const answer = await post(signed);
      t.regex(answer.output, /\n200$/, method);
      const body = answer.output.slice(0, answer.output.lastIndexOf('\n'));
      t.is(openWebTicket(body, entropy).user, 'sip:alice@contoso.com');
      t.is((await run(xmllint, ['--noout', file('answer.xml', body)])).code, 0);
      const tampered = readFileSync(signed, 'utf8').replace('09:05:00Z', '09:06:00Z');
      t.regex((await post(file('tampered.xml', tampered))).output, /\n500$/);
      t.is(eventsOf(context.journal, 'web-ticket.refused').at(-1)?.problem, 'proof-digest');
      t.regex((await post(signed)).output, /\n500$/, 'a second time');
      t.is(eventsOf(context.journal, 'web-ticket.refused').at(-1)?.problem, 'replayed');
    }
    t.is(eventsOf(context.journal, 'web-ticket.issued').length, 2);
    t.true(createPrivateKey(readFileSync(key)).equals(privateKey));
  },
);
