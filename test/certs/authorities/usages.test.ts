import { X509Certificate } from 'node:crypto';
import test from 'ava';
import { mintMigration, mintUsages } from '../../../certs/authorities/index.js';
import { summarize } from '../../../certs/trust/index.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { at, host } from '../chains.js';
import { keys } from '../minting.js';

const spec = { profile: 'enterprise-two-tier', pool: 'pool.contoso.test', sipDomain: 'contoso.com', at } as const;

test('four uses, one authority, the names of the certificate wizard', async (t) => {
  const made = await mintUsages({ ...spec, server: 'fe1.contoso.test' }, { keys });
  const listed = made.map(({ chain, use }) => {
    const { names, subject } = summarize(chain.leaf.der);
    return { use, subject, names };
  });
  t.deepEqual(listed, [
    {
      use: 'Default',
      subject: 'CN=pool.contoso.test',
      names: ['pool.contoso.test', 'fe1.contoso.test', 'sip.contoso.com'],
    },
    {
      use: 'WebServicesInternal',
      subject: 'CN=pool.contoso.test',
      names: [
        'pool.contoso.test',
        'fe1.contoso.test',
        'dialin.contoso.com',
        'meet.contoso.com',
        'admin.contoso.com',
        'lyncdiscoverinternal.contoso.com',
      ],
    },
    {
      use: 'WebServicesExternal',
      subject: 'CN=web.contoso.com',
      names: ['web.contoso.com', 'dialin.contoso.com', 'meet.contoso.com', 'lyncdiscover.contoso.com'],
    },
    { use: 'OAuthTokenIssuer', subject: 'CN=contoso.com', names: ['contoso.com'] },
  ]);
  const [first] = made;
  for (const { chain } of made) {
    t.deepEqual(chain.root?.der, first?.chain.root?.der);
    const issuer = new X509Certificate(chain.intermediates[0]?.der ?? '');
    t.true(new X509Certificate(chain.leaf.der).verify(issuer.publicKey));
    t.deepEqual(chain.sent, [chain.leaf.der, issuer.raw]);
  }
  t.is(new Set(made.map(({ chain }) => chain.leaf.der.toString('hex'))).size, 4);
});

test('a defect of one use is in that one alone; one of a shared authority is refused', async (t) => {
  const made = await mintUsages({ ...spec, defects: { WebServicesExternal: ['expired'] } }, { keys });
  const ended = made.filter(({ chain }) => summarize(chain.leaf.der).notAfter < at).map(({ use }) => use);
  t.deepEqual(ended, ['WebServicesExternal']);
  const shared = mintUsages({ ...spec, defects: { Default: ['expired-intermediate'] } }, { keys });
  const error = await t.throwsAsync(shared, { instanceOf: HarnessError });
  t.is(error?.code, 'CERTIFICATE_SPEC_INVALID');
});

test('a migration: the old chain ends at the root that lies beside the new one', async (t) => {
  const { after, before } = await mintMigration({ subject: host, names: [], at }, { keys });
  t.is(summarize(before.leaf.der).signatureAlgorithm, 'sha1RSA');
  t.deepEqual(before.intermediates, []);
  t.is(summarize(after.leaf.der).signatureAlgorithm, 'sha256RSA');
  t.is(after.intermediates.length, 1);
  t.deepEqual(after.extra, [before.root?.der]);
  t.notDeepEqual(after.root?.der, before.root?.der);
  t.true(new X509Certificate(before.leaf.der).verify(new X509Certificate(before.root?.der ?? '').publicKey));
});
