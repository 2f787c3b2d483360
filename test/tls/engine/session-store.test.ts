import test from 'ava';
import { type EngineSession, MAX_SESSIONS, MemorySessionStore } from '../../../harness/tls/engine/index.js';

function session(number: number): EngineSession {
  const id = Buffer.alloc(32);
  id.writeUInt32BE(number, 0);
  return { id, suite: 5, master: Buffer.alloc(48, number), clientChain: [] };
}

test('the oldest session makes room for a new one', (t) => {
  const store = new MemorySessionStore();
  for (let number = 0; number <= MAX_SESSIONS; number++) store.put(session(number));
  t.is(store.size, MAX_SESSIONS);
  t.is(store.get(session(0).id), undefined);
  t.deepEqual(store.get(session(1).id), session(1));
  t.deepEqual(store.get(session(MAX_SESSIONS).id), session(MAX_SESSIONS));
  const small = new MemorySessionStore({ limit: 2 });
  for (const number of [1, 2, 1, 3]) small.put(session(number));
  t.deepEqual(
    [1, 2, 3].map((number) => small.get(session(number).id) !== undefined),
    [true, false, true],
  );
});

test('sessions age when told to', (t) => {
  let now = 0;
  const store = new MemorySessionStore({ age: { milliseconds: 1000, elapsed: () => now } });
  store.put(session(1));
  now = 1000;
  t.truthy(store.get(session(1).id));
  now = 1001;
  t.is(store.get(session(1).id), undefined);
  t.is(store.size, 0);
});

test('a deleted session is gone', (t) => {
  const store = new MemorySessionStore();
  store.put(session(1));
  store.delete(session(1).id);
  store.delete(session(2).id);
  t.is(store.get(session(1).id), undefined);
});
