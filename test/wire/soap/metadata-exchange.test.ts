import test from 'ava';
import {
  isMetadataRequest,
  parseEnvelope,
  readGetAndPublishCertRequest,
  readMetadataAnswer,
  writeGetAndPublishCertRequest,
  writeMetadataAnswer,
  writeMetadataRequest,
} from '../../../harness/wire/soap/index.js';
import { attribute, parseXml } from '../../../harness/wire/xml/index.js';

const wsdl = '<?xml version="1.0" encoding="utf-8"?><definitions xmlns="http://schemas.xmlsoap.org/wsdl/" name="A"/>';

for (const version of ['1.1', '1.2'] as const) {
  test(`a metadata request in SOAP ${version} is known, and its answer reads back`, (t) => {
    const request = parseXml(writeMetadataRequest('https://h/mex', 'urn:uuid:<1>', version));
    t.true(isMetadataRequest(request));
    const { body, contentType } = writeMetadataAnswer(request, wsdl);
    t.is(contentType.startsWith('application/soap+xml'), version === '1.2');
    const answer = parseXml(body);
    t.is(answer.namespace, request.namespace);
    t.regex(body, /<a:RelatesTo>urn:uuid:&lt;1(>|&gt;)<\/a:RelatesTo>/);
    const read = readMetadataAnswer(answer);
    t.is(read && attribute(read, 'name'), 'A');
  });
}

test('without a message id none is told back', (t) => {
  const request = parseXml(writeMetadataRequest('https://h/mex', 'x').replace(/<a:MessageID>.*<\/a:MessageID>/, ''));
  t.true(isMetadataRequest(request));
  t.notRegex(writeMetadataAnswer(request, wsdl).body, /RelatesTo/);
});

test('nothing else is a metadata request', (t) => {
  const good = writeMetadataRequest('https://h/mex', 'urn:uuid:1');
  t.true(isMetadataRequest(parseXml(good)));
  t.false(isMetadataRequest(undefined));
  for (const bad of [
    good.replace('transfer/Get<', 'transfer/Delete<'),
    good.replaceAll('http://www.w3.org/2003/05/soap-envelope', 'urn:other'),
    good.replaceAll('http://www.w3.org/2005/08/addressing', 'urn:other'),
    good.replaceAll('Envelope', 'Letter'),
    '<a/>',
  ]) {
    t.false(isMetadataRequest(parseXml(bad)), bad);
  }
});

test('an answer without metadata holds none', (t) => {
  t.is(readMetadataAnswer(parseXml('<a/>')), undefined);
  t.is(
    readMetadataAnswer(parseXml('<Metadata><MetadataSection><definitions/></MetadataSection></Metadata>')),
    undefined,
  );
});

const ask = { deviceId: '{1}', entity: 'a@b', request: Buffer.from('30', 'hex'), requestId: '{2}' };

test('a validity asked for reads back as it was written', (t) => {
  const [created, expires] = [new Date('2014-11-15T09:00:00Z'), new Date('2014-11-16T09:00:00Z')];
  for (const lifetime of [{ created, expires }, { expires }]) {
    const message = writeGetAndPublishCertRequest({ ...ask, securityXml: '', to: 'https://h/', lifetime });
    const { operation } = parseEnvelope(message);
    t.deepEqual(operation && readGetAndPublishCertRequest(operation), { ...ask, lifetime });
  }
});

test('one that ends before it begins is refused', (t) => {
  const lifetime = { created: new Date('2014-11-16T09:00:00Z'), expires: new Date('2014-11-15T09:00:00Z') };
  const message = writeGetAndPublishCertRequest({ ...ask, securityXml: '', to: 'https://h/', lifetime });
  const { operation } = parseEnvelope(message);
  t.throws(() => operation && readGetAndPublishCertRequest(operation), { code: 'WIRE_INVALID', message: /Lifetime/ });
});
