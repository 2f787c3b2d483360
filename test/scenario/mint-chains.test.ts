import { X509Certificate } from 'node:crypto';
import test from 'ava';
import type { MintSpec } from '../../certs/authorities/index.js';
import { mintChains } from '../../harness/scenario/mint-chains.js';

const at = new Date('2014-11-15T09:00:00Z');

function spec(profile: MintSpec['profile'], subject: string, defects: readonly string[] = []): MintSpec {
  return { profile, subject, names: [subject], at, organization: 'contoso', companyDomain: 'contoso.test', defects };
}

test('chains of one company come from one authority, each with its own leaf', async (t) => {
  const [first, second] = await mintChains([
    spec('enterprise-root', 'a.contoso.test'),
    spec('enterprise-root', 'b.contoso.test', ['expired']),
  ]);
  t.deepEqual(second?.root?.der, first?.root?.der);
  t.notDeepEqual(second?.leaf.der, first?.leaf.der);
  const [leaf] = second?.sent ?? [];
  const [root] = [first?.root?.der];
  if (!leaf || !root) return t.fail();
  t.true(new X509Certificate(leaf).verify(new X509Certificate(root).publicKey));
  t.regex(new X509Certificate(leaf).subject, /CN=b\.contoso\.test/);
});

test('a chain that differs above its leaf has authorities of its own', async (t) => {
  const [first, second, third] = await mintChains([
    spec('enterprise-root', 'a.contoso.test'),
    spec('enterprise-root', 'b.contoso.test', ['expired-root']),
    spec('self-signed', 'c.contoso.test'),
  ]);
  t.truthy(second?.root);
  t.notDeepEqual(second?.root?.der, first?.root?.der);
  t.is(third?.root, undefined);
  t.is(third?.sent.length, 1);
});

test('a public root has one stand-in key for all chains below it', async (t) => {
  const [first, second] = await mintChains([
    spec('digicert-global-2014', 'a.contoso.test'),
    spec('digicert-global-2014', 'b.contoso.test', ['missing-intermediate']),
  ]);
  const keys = [first, second].map(
    (chain) => chain?.standIn && new X509Certificate(chain.standIn.certificate).publicKey,
  );
  t.truthy(keys[0]);
  t.true(keys[1] && keys[0]?.equals(keys[1]));
});

test('one chain alone, or none', async (t) => {
  t.is((await mintChains([spec('self-signed', 'a.contoso.test')])).length, 1);
  t.deepEqual(await mintChains([]), []);
});

test('what cannot be minted is refused before any key is made', async (t) => {
  await t.throwsAsync(() => mintChains([spec('self-signed', 'a.contoso.test', ['missing-intermediate'])]), {
    code: 'CERTIFICATE_SPEC_INVALID',
  });
});
