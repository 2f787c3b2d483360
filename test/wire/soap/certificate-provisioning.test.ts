import test from 'ava';
import fc from 'fast-check';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import {
  CERTIFICATE_PORT,
  isRootChainRequest,
  parseEnvelope,
  readGetAndPublishCertRequest,
  readGetAndPublishCertResponse,
  readIssuerAddress,
  readPortLocation,
  readRootChainResponse,
  WEB_TICKET_PORT_PATHS,
  type WebTicketPort,
  writeCertificateProvisioningMetadata,
  writeGetAndPublishCertRequest,
  writeGetAndPublishCertResponse,
  writeRootChainRequest,
  writeRootChainResponse,
  writeWebTicketMetadata,
} from '../../../harness/wire/soap/index.js';
import { children, descend, parseXml, text } from '../../../harness/wire/xml/index.js';

function operation(message: string) {
  const op = parseEnvelope(message).operation;
  if (!op) throw new Error('no operation');
  return op;
}

const REQUEST = {
  deviceId: '{4b1682a8-f968-5701-83fc-7c6741dc6697}',
  entity: 'alice@contoso.com',
  request: Buffer.alloc(700, 0x30),
  requestId: '{7}',
  securityXml: '<wsu:Timestamp wsu:Id="timestamp"/>',
  to: 'https://pool.contoso.com/CertProv/CertProvisioningService.svc/WebTicket_Proof_SHA1',
};

test('a certificate request reads back as it was written', (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), fc.stringMatching(/^[ -~]{1,20}$/), (bytes, entity) => {
      const request = { deviceId: '{1}', entity, request: Buffer.from(bytes), requestId: '{2}' };
      const message = writeGetAndPublishCertRequest({ ...request, securityXml: '', to: 'https://h/' });
      t.deepEqual(readGetAndPublishCertRequest(operation(message)), request);
    }),
  );
});

test('the certificate request has the header real servers ask for', (t) => {
  const message = writeGetAndPublishCertRequest(REQUEST);
  const { header } = parseEnvelope(message);
  if (!header) return t.fail('no header');
  t.deepEqual(
    children(header).map((each) => each.localName),
    ['To', 'ReplyTo', 'MessageID', 'Action', 'Security'],
  );
  const action = descend(header, 'Action');
  t.is(action && text(action), 'http://schemas.microsoft.com/OCS/AuthWebServices/GetAndPublishCert');
  t.true(message.includes(`<wsse:Security>${REQUEST.securityXml}</wsse:Security>`));
  t.regex(message, /\r\n[A-Za-z0-9+/]{76}\r\n/);
});

test('certificate requests without their parts are refused', (t) => {
  const whole = writeGetAndPublishCertRequest(REQUEST);
  const broken: readonly (readonly [from: string, to: string])[] = [
    ['DeviceId=', 'Device='],
    ['Entity="alice@contoso.com"', 'Entity=""'],
    [
      'xmlns:wst="http://docs.oasis-open.org/ws-sx/ws-trust/200512/"',
      'xmlns:wst="http://docs.oasis-open.org/ws-sx/ws-trust/200512"',
    ],
    ['wsse:BinarySecurityToken', 'wsse:Other'],
    ['\r\nMDAw', '\r\n*'],
    ['GetAndPublishCert ', 'GetRootCertificates '],
  ];
  for (const [from, to] of broken) {
    const changed = whole
      .replaceAll(from, to)
      .replace(
        '</GetAndPublishCert>',
        to === 'GetRootCertificates ' ? '</GetRootCertificates>' : '</GetAndPublishCert>',
      );
    t.not(changed, whole);
    t.throws(
      () => readGetAndPublishCertRequest(operation(changed)),
      { instanceOf: HarnessError, message: /SOAP/ },
      from,
    );
  }
});

test('an issued certificate is read back by the path clients use', (t) => {
  const certificate = Buffer.from('3082010a', 'hex');
  const message = writeGetAndPublishCertResponse({ deviceId: '{1}', entity: 'a@b', certificate, requestId: '{2}' });
  t.deepEqual(readGetAndPublishCertResponse(operation(message)).certificate, certificate);
  t.throws(() => readGetAndPublishCertResponse(operation(message.replaceAll('RequestedSecurityToken', 'R'))), {
    instanceOf: HarnessError,
  });
  t.throws(() => readGetAndPublishCertResponse(parseXml('<a/>')), { instanceOf: HarnessError });
});

test('the root chain: any operation but GetAndPublishCert, answered under its own name', (t) => {
  const op = operation(writeRootChainRequest('GetTrustedChain'));
  t.true(isRootChainRequest(op));
  t.true(isRootChainRequest(operation(writeRootChainRequest())));
  t.false(isRootChainRequest(operation(writeGetAndPublishCertRequest(REQUEST))));
  t.false(isRootChainRequest(parseXml('<GetRootCertificates xmlns="http://tempuri.org/"/>')));
  const list = [Buffer.from('one'), Buffer.from('two')];
  const answer = operation(writeRootChainResponse(op.localName, list));
  t.is(answer.localName, 'GetTrustedChainResponse');
  t.deepEqual(readRootChainResponse(answer), list);
  t.deepEqual(readRootChainResponse(operation(writeRootChainResponse('X', []))), []);
  t.throws(() => readRootChainResponse(op), { instanceOf: HarnessError });
  t.throws(() => writeRootChainResponse('a><b', []), { instanceOf: HarnessError });
  t.throws(() => writeRootChainRequest(''), { instanceOf: HarnessError });
});

const METADATA = {
  baseUrl: 'https://pool.contoso.com/CertProv/CertProvisioningService.svc',
  webTicketUrl: 'https://pool.contoso.com/WebTicket/WebTicketService.svc?a=1&b=2',
};

test('the metadata of certificate provisioning names issuer and port, verbatim', (t) => {
  const doc = parseXml(writeCertificateProvisioningMetadata(METADATA));
  t.is(doc.name, 'wsdl:definitions');
  t.is(readIssuerAddress(doc, CERTIFICATE_PORT), METADATA.webTicketUrl);
  t.is(readIssuerAddress(doc, CERTIFICATE_PORT.toLowerCase()), METADATA.webTicketUrl);
  t.is(readPortLocation(doc, CERTIFICATE_PORT), `${METADATA.baseUrl}/WebTicket_Proof_SHA1`);
  t.is(readIssuerAddress(doc, 'Other'), undefined);
  t.is(readPortLocation(doc, 'Other'), undefined);
});

test('an issuer is also found under signed supporting tokens, and nowhere deeper than clients look', (t) => {
  const whole = writeCertificateProvisioningMetadata(METADATA);
  const signed = parseXml(whole.replaceAll('EndorsingSupportingTokens', 'SignedSupportingTokens'));
  t.is(readIssuerAddress(signed, CERTIFICATE_PORT), METADATA.webTicketUrl);
  const wrapped = parseXml(`<m>${whole}</m>`);
  t.is(readIssuerAddress(wrapped, CERTIFICATE_PORT), undefined);
  t.is(readPortLocation(wrapped, CERTIFICATE_PORT), undefined);
});

test('the metadata of web tickets lists the ports asked for', (t) => {
  const ports = Object.keys(WEB_TICKET_PORT_PATHS) as WebTicketPort[];
  const baseUrl = 'https://pool.contoso.com/WebTicket/WebTicketService.svc';
  const doc = parseXml(writeWebTicketMetadata({ baseUrl, ports }));
  t.is(readPortLocation(doc, 'webticketservicewinnegotiate'), baseUrl);
  t.is(readPortLocation(doc, 'WebTicketServicePin'), `${baseUrl}/pin`);
  t.is(children(doc, 'Policy').length, ports.length);
  const few = parseXml(writeWebTicketMetadata({ baseUrl, ports: ['WebTicketServiceCert'] }));
  t.is(readPortLocation(few, 'WebTicketServiceCert'), `${baseUrl}/cert`);
  t.is(readPortLocation(few, 'WebTicketServicePin'), undefined);
});
