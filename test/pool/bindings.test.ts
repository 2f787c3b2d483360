import test from 'ava';
import fc from 'fast-check';
import { type Binding, Bindings } from '../../harness/pool/index.js';

function binding(epid: string, changes: Partial<Binding> = {}): Binding {
  return {
    ...{ registrar: 'front-end', user: 'alice@contoso.com', epid, instance: undefined, device: undefined },
    ...{ contact: 'sip:10.0.0.21:1063', connection: 'front-end#1', expiresAt: 1000, ...changes },
  };
}

const unordered = (bindings: readonly Binding[]) => bindings.map((one) => JSON.stringify(one)).sort();
const epids = (bindings: readonly Binding[]) => bindings.map(({ epid }) => epid);

test('an endpoint is its Registrar, user and epid, in any case', (t) => {
  const bindings = new Bindings();
  t.is(bindings.register(binding('aa'), 0), 'added');
  t.is(bindings.register(binding('AA', { user: 'Alice@contoso.com' }), 0), 'refreshed');
  t.is(bindings.register(binding('aa', { registrar: 'backup' }), 0), 'added');
  t.is(bindings.register(binding('aa', { user: 'jeff@contoso.com' }), 0), 'added');
  t.is(bindings.of('ALICE@contoso.com', 0).length, 2);
  t.is(bindings.of('alice@contoso.com', 0, 'backup').length, 1);
  t.is(bindings.all(0).length, 3);
});

test('a refresh moves an endpoint to the end: the first is the longest unrefreshed', (t) => {
  const bindings = new Bindings();
  for (const epid of ['a', 'b', 'c']) bindings.register(binding(epid), 0);
  bindings.register(binding('a'), 0);
  t.deepEqual(epids(bindings.of('alice@contoso.com', 0)), ['b', 'c', 'a']);
});

test('at the very millisecond it expires a binding is over, and registering it again adds it', (t) => {
  const bindings = new Bindings();
  bindings.register(binding('a', { expiresAt: 1000 }), 0);
  t.is(bindings.of('alice@contoso.com', 999).length, 1);
  t.is(bindings.of('alice@contoso.com', 1000).length, 0);
  t.is(bindings.all(1000).length, 0);
  t.deepEqual(epids(bindings.lapsed('front-end', 999)), []);
  t.is(bindings.nextLapse('front-end'), 1000);
  t.deepEqual(epids(bindings.lapsed('front-end', 1000)), ['a']);
  t.is(bindings.nextLapse('front-end'), undefined);
  bindings.register(binding('a', { expiresAt: 1000 }), 0);
  t.is(bindings.register(binding('a', { expiresAt: 2000 }), 1000), 'added');
});

test('what lapses is taken out once, of one Registrar, and of one user where that is asked', (t) => {
  const bindings = new Bindings();
  bindings.register(binding('a'), 0);
  bindings.register(binding('b', { user: 'jeff@contoso.com' }), 0);
  bindings.register(binding('c', { registrar: 'backup' }), 0);
  t.deepEqual(epids(bindings.lapsed('front-end', 2000, 'alice@contoso.com')), ['a']);
  t.deepEqual(epids(bindings.lapsed('front-end', 2000)), ['b']);
  t.deepEqual(epids(bindings.lapsed('front-end', 2000)), []);
  t.deepEqual(epids(bindings.lapsed('backup', 2000)), ['c']);
});

test('removing gives what was there', (t) => {
  const bindings = new Bindings();
  bindings.register(binding('a'), 0);
  t.is(bindings.remove('backup', 'alice@contoso.com', 'a'), undefined);
  t.is(bindings.remove('front-end', 'alice@contoso.com', 'A')?.epid, 'a');
  t.is(bindings.remove('front-end', 'alice@contoso.com', 'a'), undefined);
});

test('whatever is done, the bindings agree with a plain list', (t) => {
  const step = fc.record({
    action: fc.constantFrom('register', 'remove', 'lapse'),
    registrar: fc.constantFrom('front-end', 'backup'),
    user: fc.constantFrom('alice@contoso.com', 'jeff@contoso.com'),
    epid: fc.constantFrom('a', 'b', 'c'),
    expiresAt: fc.integer({ min: 1, max: 100 }),
    now: fc.integer({ min: 0, max: 100 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const bindings = new Bindings();
      let list: Binding[] = [];
      for (const { action, epid, expiresAt, now, registrar, user } of steps) {
        const same = (one: Binding) => one.registrar === registrar && one.user === user && one.epid === epid;
        const known = list.find(same);
        if (action === 'register') {
          const added = binding(epid, { registrar, user, expiresAt });
          t.is(bindings.register(added, now), known && known.expiresAt > now ? 'refreshed' : 'added');
          list = [...list.filter((one) => !same(one)), added];
        } else if (action === 'remove') {
          t.is(bindings.remove(registrar, user, epid), known);
          list = list.filter((one) => !same(one));
        } else {
          const over = list.filter((one) => one.registrar === registrar && one.expiresAt <= now);
          t.deepEqual(unordered(bindings.lapsed(registrar, now)), unordered(over));
          list = list.filter((one) => !over.includes(one));
        }
        t.deepEqual(
          bindings.of(user, now),
          list.filter((one) => one.user === user && one.expiresAt > now),
        );
        t.deepEqual(unordered(bindings.all(now)), unordered(list.filter((one) => one.expiresAt > now)));
        const lapses = list.filter((one) => one.registrar === registrar).map((one) => one.expiresAt);
        t.is(bindings.nextLapse(registrar), lapses.length === 0 ? undefined : Math.min(...lapses));
      }
    }),
    { numRuns: 200 },
  );
});
