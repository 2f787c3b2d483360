import test from 'ava';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { envelope, fault, parseEnvelope, parseFault } from '../../../harness/wire/soap/index.js';

test('an envelope is taken apart', (t) => {
  const message = parseEnvelope(Buffer.from(envelope(' <a/><b/>', '<h/>')));
  t.is(message.version, '1.1');
  t.is(message.operation?.localName, 'a');
  t.is(message.header?.children.length, 1);
  t.false('operation' in parseEnvelope(envelope('')));
  t.false('header' in parseEnvelope(envelope('')));
});

const refused: readonly (readonly [what: string, xml: string])[] = [
  [
    'SOAP 1.2',
    envelope('').replace('http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope'),
  ],
  ['no namespace', '<Envelope><Body/></Envelope>'],
  ['no Body', envelope('').replaceAll('s:Body', 's:Torso')],
  ['a Body of another namespace', envelope('').replaceAll('s:Body', 'Body')],
  ['another root', envelope('').replaceAll('s:Envelope', 's:Letter')],
  ['HTML', '<html><body><p></body></html>'],
];
for (const [what, xml] of refused) {
  test(`refused: ${what}`, (t) => {
    t.is(t.throws(() => parseEnvelope(xml), { instanceOf: HarnessError })?.code, 'WIRE_INVALID');
  });
}

test('a fault as live servers send it', (t) => {
  t.is(
    fault({
      faultcode: 'FailedAuthentication',
      faultstring: 'No valid security token.',
      errorId: 28020,
      reason: 'a < b',
    }),
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>' +
      '<faultcode xmlns:a="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">a:FailedAuthentication</faultcode>' +
      '<faultstring xml:lang="en-US">No valid security token.</faultstring><detail>' +
      '<OCSDiagnosticsFault xmlns="urn:component:Microsoft.Rtc.WebAuthentication.2010" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">' +
      '<Ms-Diagnostics-Fault><ErrorId>28020</ErrorId><Reason>a &lt; b</Reason></Ms-Diagnostics-Fault>' +
      '<NameValuePairs xmlns:a="http://schemas.microsoft.com/2003/10/Serialization/Arrays"/>' +
      '</OCSDiagnosticsFault></detail></s:Fault></s:Body></s:Envelope>',
  );
});

test('a fault reads back, with or without diagnostics', (t) => {
  const faultcode = 'wsse:FailedAuthentication';
  t.deepEqual(parseFault(parseEnvelope(fault({ faultcode, faultstring: 's', errorId: 28033, reason: 'r' }))), {
    code: 'FailedAuthentication',
    string: 's',
    errorId: 28033,
    reason: 'r',
  });
  const plain = envelope('<s:Fault><faultcode>s:Client</faultcode><faultstring>x</faultstring></s:Fault>');
  t.deepEqual(parseFault(parseEnvelope(plain)), { code: 'Client', string: 'x' });
  t.is(parseFault(parseEnvelope(envelope('<ok/>'))), undefined);
  t.regex(fault({ faultcode: 's:Server', faultstring: '', errorId: 1, reason: '' }), />s:Server</);
});
