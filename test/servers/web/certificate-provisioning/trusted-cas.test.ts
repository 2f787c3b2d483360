import test from 'ava';
import { certificatesFromPkcs7, summarize } from '../../../../certs/trust/index.js';
import { authoritiesOf, trustedCaOfCertificate, trustedCaOfThumbprint } from '../../../../harness/deployment/index.js';
import {
  parseEnvelope,
  parseFault,
  readRootChainResponse,
  writeRootChainRequest,
} from '../../../../harness/wire/soap/index.js';
import { eventsOf } from '../../deployment.js';
import { type TestWeb, testWeb } from '../client.js';
import { foreignRoot, provisioning } from './provisioning.js';

const path = '/CertProv/CertProvisioningService.svc';
const nobodys = { thumbprint: '00112233445566778899AABBCCDDEEFF00112233', store: 'TrustedRootCA' } as const;

const thumbprints = (certificates: readonly Buffer[]) => certificates.map((each) => summarize(each).thumbprint).sort();

async function downloaded({ client }: TestWeb): Promise<string[]> {
  const answer = await client('web-http').ask(path);
  return answer.status === 200 ? thumbprints(certificatesFromPkcs7(answer.body)) : [`${answer.status}`];
}

function own({ context }: TestWeb): Buffer[] {
  return [...authoritiesOf(context.deployment.certificates.default)];
}

test('what TrustedCACerts lists comes beside the CA of the default certificate', async (t) => {
  const root = await foreignRoot();
  const web = await testWeb(t, provisioning({ trustedCas: [trustedCaOfCertificate(root, 'TrustedRootCA')] }));
  t.deepEqual(await downloaded(web), thumbprints([...own(web), root]));
  t.is(own(web).length, 2);
});

test('a certificate that is listed twice, or is of the chain anyhow, comes once', async (t) => {
  const root = await foreignRoot();
  const both = [trustedCaOfCertificate(root, 'TrustedRootCA'), trustedCaOfCertificate(root, 'ThirdPartyRootCA')];
  const web = await testWeb(t, provisioning({ trustedCas: both, chainBundling: 'each-certificate' }));
  const answer = await web.client('web-http').soap(path, writeRootChainRequest());
  const { operation } = parseEnvelope(answer.body);
  const bundles = operation ? readRootChainResponse(operation) : [];
  t.is(bundles.length, 3, 'each its own bundle');
  t.deepEqual(thumbprints(bundles.flatMap(certificatesFromPkcs7)), thumbprints([...own(web), root]));
});

test('with InferCertChainFromSSL the list counts for nothing', async (t) => {
  const trustedCas = [
    trustedCaOfCertificate(await foreignRoot(), 'TrustedRootCA'),
    { ...nobodys, certificate: undefined },
  ];
  const web = await testWeb(
    t,
    provisioning({ trustedCas, inferChainFromSsl: true, missingThumbprint: 'download-fails' }),
  );
  t.deepEqual(await downloaded(web), thumbprints(own(web)));
  t.is(eventsOf(web.context.journal, 'trusted-ca.missing').length, 0);
});

test('an entry that is not in the server’s own store is skipped, and the journal says so', async (t) => {
  const web = await testWeb(t, provisioning({ trustedCas: [{ ...nobodys, certificate: undefined }] }));
  t.deepEqual(await downloaded(web), thumbprints(own(web)));
  t.like(eventsOf(web.context.journal, 'trusted-ca.missing')[0], { ...nobodys, rule: 'skipped' });
});

test('or the whole download fails, by GET and by SOAP', async (t) => {
  const web = await testWeb(
    t,
    provisioning({ trustedCas: [{ ...nobodys, certificate: undefined }], missingThumbprint: 'download-fails' }),
  );
  t.deepEqual(await downloaded(web), ['500']);
  const soap = await web.client('web').soap(path, writeRootChainRequest());
  t.is(soap.status, 500);
  t.regex(parseFault(parseEnvelope(soap.body))?.reason ?? '', /not in the certificate store of the server/);
  const { journal } = web.context;
  t.deepEqual(
    eventsOf(journal, 'root-chain.refused').map(({ over, reason }) => [over, reason]),
    [
      ['http', 'trusted-ca-missing'],
      ['https', 'trusted-ca-missing'],
    ],
  );
  t.like(eventsOf(journal, 'trusted-ca.missing')[1], { ...nobodys, rule: 'download-fails' });
  t.is(eventsOf(journal, 'root-chain.served').length, 0);
});

test('the list changes while it runs', async (t) => {
  const web = await testWeb(t);
  const { deployment, pool } = web.context;
  const deployed = deployment.certificateProvisioning.trustedCas;
  const entry = trustedCaOfCertificate(await foreignRoot(), 'IntermediateCA');
  t.deepEqual(await downloaded(web), thumbprints(own(web)));
  t.is(pool.trustedCas.add(deployed, entry), 'added');
  t.deepEqual(await downloaded(web), thumbprints([...own(web), await foreignRoot()]));
  t.deepEqual(pool.trustedCas.remove(deployed, entry.thumbprint), [entry]);
  t.deepEqual(await downloaded(web), thumbprints(own(web)));
});

test('a thumbprint is found among the server’s authorities and what was imported, and nowhere else', async (t) => {
  const { context } = await testWeb(t, provisioning({ serverStore: [await foreignRoot()] }));
  const [root] = own({ context } as TestWeb);
  const [leaf] = context.deployment.certificates.default.chain;
  for (const [certificate, found] of [
    [root, true],
    [await foreignRoot(), true],
    [leaf, false],
  ] as const) {
    const { thumbprint } = summarize(certificate ?? Buffer.alloc(0));
    const entry = trustedCaOfThumbprint(context.deployment, thumbprint, 'TrustedRootCA');
    t.deepEqual(entry.certificate, found ? certificate : undefined);
  }
});
