import test from 'ava';
import { type KeyShape, mintLookAlike } from '../../../certs/authorities/look-alike/index.js';
import { generateLike } from '../../../certs/authorities/look-alike/keys.js';
import { everyChain } from '../every-chain.js';
import { keptKeys } from '../kept-keys.js';

const ring = keptKeys('others');
const made = new Map<string, ReturnType<typeof generateLike>>();

function generate(shape: KeyShape) {
  if (shape.type === 'rsa' && shape.bits === 2048) return ring.authority('rsa-2048');
  const name = JSON.stringify(shape);
  const key = made.get(name) ?? generateLike(shape);
  made.set(name, key);
  return key;
}

test('every chain there is has a look-alike that differs by its keys only', async (t) => {
  const chains = await everyChain();
  t.true(chains.length > 60);
  for (const { chain, name } of chains) {
    const given = [...chain.sent, ...(chain.root === undefined ? [] : [chain.root.der])];
    const { chain: twin, differences } = await mintLookAlike(given, { generate });
    t.deepEqual(
      differences.filter(({ becauseOfKey }) => !becauseOfKey),
      [],
      name,
    );
    t.false(twin.leaf.der.equals(chain.leaf.der), name);
  }
});
