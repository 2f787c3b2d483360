import test from 'ava';
import {
  CERTIFICATE_BEARER_PORT,
  CERTIFICATE_PORT,
  readIssuerAddress,
  readMetadataAnswer,
  readPortLocation,
  writeMetadataRequest,
} from '../../../../harness/wire/soap/index.js';
import {
  attribute,
  child,
  children,
  descend,
  find,
  parseXml,
  type XmlElement,
} from '../../../../harness/wire/xml/index.js';
import { testWeb } from '../client.js';
import { provisioning } from './provisioning.js';

const path = '/CertProv/CertProvisioningService.svc';
const service = `https://lyncweb.contoso.com${path}`;
const ticketService = 'https://lyncweb.contoso.com/WebTicket/WebTicketService.svc';

for (const asked of ['/mex', '?wsdl', '?singleWsdl', '/MEX/', '?WSDL']) {
  test(`GET ${asked} gives the WSDL with what clients read of it`, async (t) => {
    const { client } = await testWeb(t);
    const answer = await client().ask(`${path}${asked}`);
    t.is(answer.status, 200);
    t.is(answer.headers.get('content-type'), 'text/xml; charset=utf-8');
    const doc = parseXml(answer.body);
    t.is(readIssuerAddress(doc, CERTIFICATE_PORT), ticketService);
    t.is(readPortLocation(doc, CERTIFICATE_PORT), `${service}/WebTicket_Proof_SHA1`);
    t.is(readIssuerAddress(doc, CERTIFICATE_BEARER_PORT), ticketService);
    t.is(readPortLocation(doc, CERTIFICATE_BEARER_PORT), `${service}/WebTicket_Bearer`);
  });
}

test('the policy of the proven ticket endorses, that of the bearer ticket does not', async (t) => {
  const { client } = await testWeb(t);
  const doc = parseXml((await client().ask(`${path}/mex`)).body);
  const all = (port: string) => {
    const policy = children(doc, 'Policy').find((each) => attribute(each, 'Id') === `${port}_policy`);
    return policy && descend(policy, 'ExactlyOne', 'All');
  };
  const [proof, bearer] = [all(CERTIFICATE_PORT), all(CERTIFICATE_BEARER_PORT)];
  t.truthy(proof && child(proof, 'EndorsingSupportingTokens'));
  t.falsy(proof && child(proof, 'SignedSupportingTokens'));
  t.truthy(bearer && child(bearer, 'SignedSupportingTokens'));
  t.falsy(bearer && child(bearer, 'EndorsingSupportingTokens'));
});

/** Every reference of a WSDL that leads nowhere in it. */
function dangling(doc: XmlElement): string[] {
  const named = (kind: string, place: XmlElement | undefined = doc) =>
    new Set((place ? children(place, kind) : []).map((each) => `tns:${attribute(each, 'name')}`));
  const schema = descend(doc, 'types', 'schema');
  const policies = new Set(children(doc, 'Policy').map((each) => `#${attribute(each, 'Id')}`));
  const lost: string[] = [];
  const see = (known: ReadonlySet<string>, element: XmlElement | undefined, name: string) => {
    const value = element && attribute(element, name);
    if (value === undefined || !known.has(value)) lost.push(`${element?.localName} ${name}=${value}`);
  };
  const operations = new Map<string, string[]>();
  for (const type of children(doc, 'portType')) {
    const own = children(type, 'operation');
    operations.set(
      `tns:${attribute(type, 'name')}`,
      own.map((each) => attribute(each, 'name') ?? ''),
    );
    for (const operation of own) {
      for (const side of ['input', 'output']) see(named('message'), child(operation, side), 'message');
    }
  }
  for (const message of children(doc, 'message')) see(named('element', schema), child(message, 'part'), 'element');
  for (const binding of children(doc, 'binding')) {
    see(named('portType'), binding, 'type');
    see(policies, child(binding, 'PolicyReference'), 'URI');
    const known = new Set(operations.get(attribute(binding, 'type') ?? ''));
    for (const operation of children(binding, 'operation')) see(known, operation, 'name');
  }
  const service = child(doc, 'service');
  for (const port of service ? children(service, 'port') : []) see(named('binding'), port, 'binding');
  return lost;
}

test('every reference in the WSDL leads somewhere', async (t) => {
  const { client } = await testWeb(t);
  const { text } = await client().ask(`${path}?singleWsdl`);
  t.deepEqual(dangling(parseXml(text)), []);
  t.is(children(parseXml(text), 'binding').length, 2);
  const broken = text.replace(`<wsdl:binding name="${CERTIFICATE_PORT}"`, '<wsdl:binding name="Other"');
  t.deepEqual(dangling(parseXml(broken)), [`port binding=tns:${CERTIFICATE_PORT}`], 'the reader sees what is broken');
});

for (const version of ['1.1', '1.2'] as const) {
  test(`POST to /mex gives the same by WS-MetadataExchange in SOAP ${version}`, async (t) => {
    const { client } = await testWeb(t);
    const id = 'urn:uuid:7d1bc9d8-9a27-4cd0-a0f4-0d1f0a1b2c3d';
    const one = client();
    const answer = await one.soap(`${path}/mex`, writeMetadataRequest(`${service}/mex`, id, version));
    t.is(answer.status, 200);
    t.regex(answer.headers.get('content-type') ?? '', version === '1.2' ? /^application\/soap\+xml/ : /^text\/xml/);
    const doc = parseXml(answer.body);
    const wsdl = readMetadataAnswer(doc);
    t.is(wsdl && readPortLocation(wsdl, CERTIFICATE_PORT), `${service}/WebTicket_Proof_SHA1`);
    const header = find(doc, 'RelatesTo');
    t.is(header?.children.join(''), id);
    t.is((await one.ask(`${path}/mex`)).status, 200, 'GET beside it');
  });
}

test('another message at /mex is a fault and kept', async (t) => {
  const kept: Buffer[] = [];
  const { client } = await testWeb(t, { capture: (_label, body) => `${kept.push(body)}` });
  const message = writeMetadataRequest(`${service}/mex`, 'urn:uuid:1').replace('transfer/Get<', 'transfer/Put<');
  t.is((await client().soap(`${path}/mex`, message)).status, 500);
  t.is(kept.length, 1);
});

test('metadata can be switched off, and the service stays', async (t) => {
  const { client } = await testWeb(t, provisioning({ metadata: false }));
  const one = client();
  for (const asked of ['/mex', '?wsdl', '?singleWsdl']) t.is((await one.ask(`${path}${asked}`)).status, 404, asked);
  t.is((await one.soap(`${path}/mex`, writeMetadataRequest(service, 'urn:uuid:1'))).status, 404);
  t.is((await one.ask(path)).status, 200, 'the chain');
});
