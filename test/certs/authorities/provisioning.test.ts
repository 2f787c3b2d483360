import { X509Certificate } from 'node:crypto';
import test from 'ava';
import { pem } from '../../../certs/authorities/assemble.js';
import { ProvisioningAuthority } from '../../../certs/authorities/index.js';
import { generateRsaKey } from '../../../certs/requests/index.js';
import { deliveredAnchor, evaluateChain, summarize } from '../../../certs/trust/index.js';
import { at } from '../chains.js';
import { withOpenSsl } from '../openssl.js';

const user = 'alice@contoso.test';

test('a user certificate carries the key and name asked for, for 180 days', async (t) => {
  const authority = await ProvisioningAuthority.create({ at });
  const { publicKey } = await generateRsaKey();
  const issued = await authority.issue({ publicKey, user, at });
  t.like(summarize(issued), {
    subject: `CN=${user}`,
    issuer: 'CN=Communications Server',
    notAfter: new Date('2015-05-14T09:00:00Z'),
    isAuthority: false,
  });
  const certificate = new X509Certificate(issued);
  t.true(publicKey.equals(certificate.publicKey));
  t.is(certificate.subjectAltName, `URI:sip:${user}`);
  t.deepEqual([...(certificate.keyUsage ?? [])], ['1.3.6.1.5.5.7.3.2']);
  t.true(new Date(certificate.validFrom) <= at);
});

test('hours are as asked, serial numbers differ, and another authority does not vouch', async (t) => {
  const [authority, other] = await Promise.all([
    ProvisioningAuthority.create({ at }),
    ProvisioningAuthority.create({ at }),
  ]);
  const { publicKey } = await generateRsaKey();
  const one = await authority.issue({ publicKey, user, at, hours: 8 });
  const two = await authority.issue({ publicKey, user, at, hours: 8 });
  t.is(summarize(one).notAfter.toISOString(), '2014-11-15T17:00:00.000Z');
  t.not(summarize(one).serial, summarize(two).serial);
  const ask = (by: ProvisioningAuthority) =>
    evaluateChain({
      presented: [one],
      anchors: [deliveredAnchor(by.certificate, 'certificate-service')],
      at,
      name: user,
    });
  t.true(ask(authority).trusted);
  t.false(ask(other).trusted);
});

test('openssl takes it as a TLS client certificate, not as a server one', async (t) => {
  const authority = await ProvisioningAuthority.create({ at });
  const issued = await authority.issue({ publicKey: (await generateRsaKey()).publicKey, user, at });
  await withOpenSsl(t, (openssl) => {
    const root = openssl.file('root.pem', pem(authority.certificate));
    const leaf = openssl.file('leaf.pem', pem(issued));
    const verify = (purpose: string) =>
      openssl.succeeds(
        'verify',
        '-x509_strict',
        '-attime',
        `${at.getTime() / 1000}`,
        '-purpose',
        purpose,
        '-CAfile',
        root,
        leaf,
      );
    t.true(verify('sslclient'));
    t.false(verify('sslserver'));
  });
});
