import test from 'ava';
import type { CaStore, TrustedCa } from '../../harness/deployment/index.js';
import { MAX_TRUSTED_CAS, TrustedCas } from '../../harness/pool/index.js';

const entry = (thumbprint: string, store: CaStore = 'TrustedRootCA'): TrustedCa => ({
  ...{ thumbprint, store, certificate: undefined },
});

test('the list is the deployed one until it is changed, and the deployed one is left alone', (t) => {
  const deployed = [entry('A')];
  const cas = new TrustedCas();
  t.is(cas.list(deployed), deployed);
  t.is(cas.add(deployed, entry('B')), 'added');
  t.deepEqual(cas.list(deployed), [entry('A'), entry('B')]);
  t.deepEqual(deployed, [entry('A')]);
  t.deepEqual(cas.remove(deployed, 'A'), [entry('A')]);
  t.deepEqual(cas.list(deployed), [entry('B')]);
});

test('an entry is a thumbprint in a store', (t) => {
  const cas = new TrustedCas();
  cas.add([], entry('A'));
  t.is(cas.add([], entry('A', 'IntermediateCA')), 'added');
  t.is(cas.add([], { ...entry('A'), certificate: Buffer.from('now it is there') }), 'known');
  t.is(cas.list([]).length, 2);
  t.deepEqual(cas.remove([], 'A', 'ThirdPartyRootCA'), []);
  t.is(cas.remove([], 'A', 'IntermediateCA').length, 1);
  t.deepEqual(
    cas.list([]).map(({ store, certificate }) => [store, certificate?.toString()]),
    [['TrustedRootCA', 'now it is there']],
  );
});

test('there is a limit', (t) => {
  const cas = new TrustedCas();
  for (let index = 0; index < MAX_TRUSTED_CAS; index++) cas.add([], entry(`${index}`));
  t.is(cas.add([], entry('one more')), 'full');
  t.is(cas.add([], entry('0')), 'known');
  t.is(cas.list([]).length, MAX_TRUSTED_CAS);
});
