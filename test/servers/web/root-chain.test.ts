import test from 'ava';
import { certificatesFromPkcs7 } from '../../../certs/trust/index.js';
import {
  parseEnvelope,
  parseFault,
  readRootChainResponse,
  writeRootChainRequest,
} from '../../../harness/wire/soap/index.js';
import { eventsOf } from '../deployment.js';
import { settings, testWeb } from './client.js';

const path = '/CertProv/CertProvisioningService.svc';

function expected(context: Awaited<ReturnType<typeof testWeb>>['context']): Buffer[] {
  const { root, intermediates } = context.deployment.certificates.default;
  return [...(root ? [root] : []), ...intermediates].toSorted(Buffer.compare);
}

for (const service of ['web-http', 'web-http-8080', 'web'] as const) {
  test(`the chain comes by SOAP over ${service}, under whatever name it is asked for`, async (t) => {
    const { context, client } = await testWeb(t);
    const answer = await client(service).soap(path, writeRootChainRequest('GimmeTheRoots'));
    t.is(answer.status, 200);
    t.is(answer.headers.get('content-type'), 'text/xml; charset=utf-8');
    const { operation } = parseEnvelope(answer.body);
    t.is(operation?.localName, 'GimmeTheRootsResponse');
    const [bundle] = operation ? readRootChainResponse(operation) : [];
    t.deepEqual(bundle && certificatesFromPkcs7(bundle), expected(context));
    const [served] = eventsOf(context.journal, 'root-chain.served');
    t.is(served?.over, service === 'web' ? 'https' : 'http');
    t.is(served?.port, { web: 443, 'web-http': 80, 'web-http-8080': 8080 }[service]);
    t.is(served?.service, service);
    t.is(served?.device, 'ip:127.20.0.1');
    t.deepEqual(
      served?.certificates.map(({ selfSigned }) => selfSigned),
      [true, false],
    );
  });
}

test('the chain comes by GET as a PKCS#7 file', async (t) => {
  const { context, client } = await testWeb(t);
  const answer = await client('web-http').ask(path);
  t.is(answer.status, 200);
  t.is(answer.headers.get('content-type'), 'application/x-pkcs7-certificates');
  t.deepEqual(certificatesFromPkcs7(answer.body), expected(context));
});

test('paths are matched in any case, with or without a slash, for any host', async (t) => {
  const { client } = await testWeb(t);
  const one = client('web-http');
  for (const each of [path.toLowerCase(), path.toUpperCase(), `${path}/`, `${path}/Whatever/Port`]) {
    t.is((await one.soap(each, writeRootChainRequest(), { Host: '192.168.7.81' })).status, 200, each);
  }
});

test('with chain download disabled there is no chain, neither by SOAP nor by GET', async (t) => {
  const { context, client } = await testWeb(t, settings({ chainDownload: false }));
  const one = client('web-http');
  const soap = await one.soap(path, writeRootChainRequest());
  t.is(soap.status, 500);
  t.truthy(parseFault(parseEnvelope(soap.body)));
  const file = await one.ask(path);
  t.is(file.status, 404);
  t.is(eventsOf(context.journal, 'root-chain.served').length, 0);
  t.deepEqual(
    eventsOf(context.journal, 'root-chain.refused').map(({ over, reason }) => [over, reason]),
    [
      ['http', 'chain-download-disabled'],
      ['http', 'chain-download-disabled'],
    ],
  );
});

test('of a self-signed server certificate the chain is the certificate itself', async (t) => {
  const { context } = await testWeb(t);
  const { default: given } = context.deployment.certificates;
  const lone = { ...given, chain: given.root ? [given.root] : [], root: undefined, intermediates: [] };
  const { client } = await testWeb(t, { deployment: { certificates: { default: lone } } });
  const answer = await client('web-http').ask(path);
  t.deepEqual(certificatesFromPkcs7(answer.body), given.root ? [given.root] : []);
});

test('a leaf that is not its own root is never published', async (t) => {
  const { context } = await testWeb(t);
  const { default: given } = context.deployment.certificates;
  const lone = { ...given, chain: given.chain.slice(0, 1), root: undefined, intermediates: [] };
  const { client } = await testWeb(t, { deployment: { certificates: { default: lone } } });
  const answer = await client('web-http').ask(path);
  t.deepEqual(certificatesFromPkcs7(answer.body), []);
});
