import { inspect } from 'node:util';
import test from 'ava';
import { SeededRandom } from '../../harness/foundation/random.js';
import { Secret } from '../../harness/foundation/secret.js';

test('one seed draws one sequence, another seed another', (t) => {
  const draw = (seed: string) => {
    const random = new SeededRandom(seed);
    return [random.hex(8), random.uuid(), random.below(100), random.bytes(40).toString('hex')];
  };
  t.deepEqual(draw('a'), draw('a'));
  t.notDeepEqual(draw('a'), draw('b'));
  t.notDeepEqual(draw('a'), [...draw('a').slice(1)]);
});

test('a derived sequence is its own', (t) => {
  const random = new SeededRandom('a');
  t.not(random.derive('phone').hex(8), random.derive('server').hex(8));
  t.is(random.derive('phone').hex(8), new SeededRandom('a').derive('phone').hex(8));
});

test('a uuid says version 4 and the RFC 4122 variant', (t) => {
  t.regex(new SeededRandom('x').uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('a secret shows itself nowhere by accident', (t) => {
  const secret = new Secret('13579');
  const shown = [
    `${secret}`,
    JSON.stringify({ secret }),
    inspect(secret),
    inspect({ secret }, { depth: 9 }),
    String(secret),
  ];
  for (const text of shown) t.false(text.includes('13579'), text);
  t.is(secret.reveal(), '13579');
});
