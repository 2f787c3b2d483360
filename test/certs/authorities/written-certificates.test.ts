import { X509Certificate } from 'node:crypto';
import test from 'ava';
import { mintChain, reusedKeys, sharedKeys } from '../../../certs/authorities/index.js';

const spec = {
  profile: 'enterprise-root',
  subject: 'pool01.contoso.test',
  names: ['pool01.contoso.test', 'sip.contoso.test'],
  at: new Date('2014-11-15T09:00:00Z'),
} as const;

test('deployments with the same keys and the same description have one certificate', async (t) => {
  const keys = sharedKeys(reusedKeys());
  const [one, two] = [await mintChain(spec, { keys: keys() }), await mintChain(spec, { keys: keys() })];
  t.deepEqual(one.sent, two.sent);
  t.deepEqual(one.root?.der, two.root?.der);
});

test('whatever is described differently is written anew, and so is what stands below another name', async (t) => {
  const keys = sharedKeys(reusedKeys());
  const first = await mintChain(spec, { keys: keys() });
  const others = [
    { ...spec, names: ['pool01.contoso.test'] },
    { ...spec, subject: 'pool02.contoso.test' },
    { ...spec, at: new Date('2014-11-15T09:00:01Z') },
    { ...spec, organization: 'fabrikam' },
    { ...spec, defects: ['expired'] },
    { ...spec, algorithm: 'sha1RSA' as const },
  ];
  for (const other of others) {
    const minted = await mintChain(other, { keys: keys() });
    t.notDeepEqual(minted.leaf.der, first.leaf.der, JSON.stringify(other));
  }
});

test('another key is another certificate, within one run too', async (t) => {
  const keys = sharedKeys(reusedKeys())();
  const [one, two] = [await mintChain(spec, { keys }), await mintChain(spec, { keys })];
  t.notDeepEqual(one.leaf.der, two.leaf.der);
  t.notDeepEqual(one.root?.der, two.root?.der);
});

test('another server of the same authorities has a certificate for its own key', async (t) => {
  const keys = sharedKeys(reusedKeys());
  const [one, two] = await Promise.all(
    [reusedKeys(), reusedKeys()].map(({ leaf }) => mintChain(spec, { keys: { ...keys(), leaf } })),
  );
  t.deepEqual(one?.root?.der, two?.root?.der);
  for (const minted of [one, two]) {
    t.true(minted && new X509Certificate(minted.leaf.der).checkPrivateKey(minted.leaf.privateKey));
  }
});

test('keys without a memory give each certificate a serial number of its own', async (t) => {
  const key = await reusedKeys().leaf('rsa-1024');
  const keys = { authority: async () => key, leaf: async () => key };
  const [one, two] = [await mintChain(spec, { keys }), await mintChain(spec, { keys })];
  t.notDeepEqual(one.leaf.der, two.leaf.der);
});
