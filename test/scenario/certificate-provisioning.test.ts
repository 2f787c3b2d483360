import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { sharedKeys } from '../../certs/authorities/index.js';
import { summarize } from '../../certs/trust/index.js';
import { defaultCertificateProvisioningSettings } from '../../harness/deployment/index.js';
import { loopbackAddresses } from '../../harness/scenario/addresses.js';
import { deploy } from '../../harness/scenario/deploy.js';
import { certificateProvisioningSchema } from '../../harness/scenario/schema/certificate-provisioning.js';
import type { DeploymentSpec } from '../../harness/scenario/schema/deployment.js';
import { keptKeys } from '../certs/kept-keys.js';
import { testDate } from '../servers/deployment.js';
import { foreignRoot } from '../servers/web/certificate-provisioning/provisioning.js';

const keys = sharedKeys(keptKeys());
const nobodys = '00112233445566778899AABBCCDDEEFF00112233';

async function deployed(certificateProvisioning: DeploymentSpec['certificateProvisioning'], folder?: string) {
  const profile = 'enterprise-two-tier';
  const { deployment } = await deploy(
    { certificates: { default: { profile } }, ...(certificateProvisioning && { certificateProvisioning }) },
    { at: testDate, addresses: loopbackAddresses(), keys: keys(), ...(folder !== undefined && { folder }) },
  );
  return deployment;
}

test('without a word it is as installed', async (t) => {
  const { certificateProvisioning, provisioning } = await deployed(undefined);
  t.deepEqual(certificateProvisioning, defaultCertificateProvisioningSettings);
  t.is(new X509Certificate(provisioning.certificate).subject, 'CN=Communications Server');
});

test('trusted CAs are certificates of the deployment, files beside the scenario, and thumbprints', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-certprov-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const root = await foreignRoot();
  writeFileSync(join(folder, 'exchange.pem'), new X509Certificate(root).toString());
  const { certificateProvisioning, certificates } = await deployed(
    {
      trustedCas: [
        { certificate: 'default.root', store: 'TrustedRootCA' },
        { certificate: 'default.intermediates', store: 'IntermediateCA' },
        { file: 'exchange.pem', store: 'ThirdPartyRootCA' },
        { thumbprint: nobodys, store: 'TrustedRootCA' },
      ],
    },
    folder,
  );
  const { intermediates, root: own } = certificates.default;
  t.deepEqual(
    certificateProvisioning.trustedCas.map(({ certificate, store }) => [store, certificate]),
    [
      ['TrustedRootCA', own],
      ['IntermediateCA', intermediates[0]],
      ['ThirdPartyRootCA', root],
      ['TrustedRootCA', undefined],
    ],
  );
});

test('a thumbprint is found when a file brings the certificate into the server’s store', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-certprov-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const root = await foreignRoot();
  writeFileSync(join(folder, 'root.der'), root);
  const trustedCas = [{ thumbprint: summarize(root).thumbprint, store: 'TrustedRootCA' as const }];
  const without = await deployed({ trustedCas }, folder);
  t.is(without.certificateProvisioning.trustedCas[0]?.certificate, undefined);
  const { certificateProvisioning } = await deployed({ trustedCas, serverStore: ['root.der'] }, folder);
  t.deepEqual(certificateProvisioning.trustedCas[0]?.certificate, root);
});

test('the authority and the profile are as described', async (t) => {
  const { certificateProvisioning, provisioning } = await deployed({
    certificate: {
      ...{ issuer: 'Contoso Provisioning', authorityKeyBits: 1024, hash: 'sha1', subject: 'request', uris: [] },
      extendedKeyUsages: ['clientAuth', '1.3.6.1.4.1.311.10.3.13'],
    },
    requestKeyBits: { min: 2048 },
    validityHours: { max: 720 },
    revokeAfter: '2h',
  });
  const authority = new X509Certificate(provisioning.certificate);
  t.is(authority.subject, 'CN=Contoso Provisioning');
  t.is(authority.publicKey.asymmetricKeyDetails?.modulusLength, 1024);
  t.deepEqual(certificateProvisioning.profile, {
    ...{ subject: 'request', uris: [], algorithm: 'sha1RSA' },
    extendedKeyUsages: ['1.3.6.1.5.5.7.3.2', '1.3.6.1.4.1.311.10.3.13'],
  });
  t.deepEqual(certificateProvisioning.requestKeyBits, { min: 2048, max: 16_384 });
  t.deepEqual(certificateProvisioning.validityHours, { min: 8, max: 720 });
  t.is(certificateProvisioning.revokeAfterMs, 7_200_000);
});

test('a file that is not there, and a certificate that is not deployed, are named', async (t) => {
  await t.throwsAsync(deployed({ trustedCas: [{ file: 'nothing.pem', store: 'TrustedRootCA' }] }, '/nowhere'), {
    ...{ code: 'FILE_UNREADABLE', message: /\/nowhere\/nothing\.pem/ },
  });
  await t.throwsAsync(deployed({ trustedCas: [{ certificate: 'exchange.root', store: 'TrustedRootCA' }] }), {
    ...{ code: 'CERTIFICATE_SPEC_INVALID', message: /"exchange\.root"/ },
  });
});

test('what cannot be is refused', (t) => {
  const bad: unknown[] = [
    { trustedCas: [{ store: 'TrustedRootCA' }] },
    { trustedCas: [{ thumbprint: nobodys, file: 'a.pem', store: 'TrustedRootCA' }] },
    { trustedCas: [{ thumbprint: nobodys }] },
    { trustedCas: [{ thumbprint: nobodys, store: 'Root' }] },
    { trustedCas: [{ thumbprint: nobodys.slice(1), store: 'TrustedRootCA' }] },
    { trustedCas: [{ certificate: 'default.leaf', store: 'TrustedRootCA' }] },
    { requestKeyBits: { min: 512 } },
    { requestKeyBits: { min: 4096, max: 2048 } },
    { validityHours: { max: 8761 } },
    { validityHours: { min: 7 } },
    { certificate: { authorityKeyBits: 512 } },
    { certificate: { uris: ['no uri'] } },
    { certificate: { extendedKeyUsages: ['codeSigning'] } },
    { missingThumbprint: 'ignored' },
    { revokeAfter: 'soon' },
    { metadata: 'off' },
    { unknown: true },
  ];
  for (const each of bad) t.false(certificateProvisioningSchema.safeParse(each).success, JSON.stringify(each));
  t.true(certificateProvisioningSchema.safeParse({}).success);
});
