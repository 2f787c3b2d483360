import test from 'ava';
import {
  type Attendance,
  MAX_CONTAINER_MEMBERS,
  MAX_CONTAINERS,
  MAX_PRESENCE_SUBSCRIBERS,
  MAX_PUBLICATIONS,
  MAX_PUBLISHED_CHARACTERS,
  Presence,
  type PublishOperation,
  UserPresence,
} from '../../harness/pool/index.js';

const at = new Date('2014-11-15T09:00:00Z');

function here(...endpoints: string[]): Attendance {
  return { now: 0, endpoints: new Set(endpoints) };
}

function operation(parts: Partial<PublishOperation> = {}): PublishOperation {
  return {
    category: 'note',
    instance: 0,
    container: 200,
    version: 0,
    expireType: 'static',
    endpoint: 'e1',
    body: '<note/>',
    remove: false,
    ...parts,
  };
}

test('versions count up from 1; any other than the current one is refused with it', (t) => {
  const presence = new UserPresence(at);
  for (const version of [0, 1, 2]) t.is(presence.publish([operation({ version })], at, here()).kind, 'done');
  t.is(presence.publications(here())[0]?.version, 3);
  for (const version of [0, 2, 4]) {
    t.deepEqual(presence.publish([operation({ version })], at, here()), {
      kind: 'wrong-versions',
      wrong: [{ index: 1, version, curVersion: 3 }],
    });
  }
});

test('category, instance and container name a publication', (t) => {
  const presence = new UserPresence(at);
  const all = [{}, { instance: 1 }, { container: 300 }, { category: 'state' }].map(operation);
  t.is(presence.publish(all, at, here()).kind, 'done');
  t.is(presence.publications(here()).length, 4);
});

test('of several operations all or none are done', (t) => {
  const presence = new UserPresence(at);
  const good = operation();
  t.is(presence.publish([good, operation({ version: 5 })], at, here()).kind, 'wrong-versions');
  t.deepEqual(presence.publications(here()), []);
  t.is(presence.stateVersion, 1);
});

test('what is bound ends with what it is bound to, and is forgotten for good', (t) => {
  const presence = new UserPresence(at);
  const bound = (['endpoint', 'user', 'static'] as const).map((expireType, instance) =>
    operation({ expireType, instance }),
  );
  presence.publish([...bound, operation({ expireType: 'time', instance: 3, expiresAt: 1000 })], at, here('e1', 'e2'));
  const left = (attendance: Attendance) => presence.publications(attendance).map(({ instance }) => instance);
  t.deepEqual(left({ ...here('e1', 'e2'), now: 999 }), [0, 1, 2, 3]);
  t.deepEqual(left({ ...here('e1', 'e2'), now: 1000 }), [0, 1, 2]);
  t.deepEqual(
    presence.forgetEnded(here('e2')).map(({ instance }) => instance),
    [0],
  );
  t.deepEqual(left(here('e1', 'e2')), [1, 2], 'the endpoint coming back brings nothing back');
  t.deepEqual(left(here()), [2]);
});

test('a user keeps so many categories and so many characters', (t) => {
  const presence = new UserPresence(at);
  const many = Array.from({ length: MAX_PUBLICATIONS + 1 }, (_, instance) => operation({ instance }));
  t.is(presence.publish(many, at, here()).kind, 'too-much');
  t.is(presence.publish(many.slice(1), at, here()).kind, 'done');
  const large = new UserPresence(at);
  t.is(large.publish([operation({ body: 'x'.repeat(MAX_PUBLISHED_CHARACTERS + 1) })], at, here()).kind, 'too-much');
  t.is(large.publish([operation({ body: 'x'.repeat(MAX_PUBLISHED_CHARACTERS) })], at, here()).kind, 'done');
});

test('containers: members come and go by version, within bounds', (t) => {
  const presence = new UserPresence(at);
  const jeff = { type: 'user', value: 'jeff@contoso.com' };
  const set = (id: number, version: number, add = [jeff], remove: (typeof jeff)[] = []) =>
    presence.setContainerMembers([{ id, version, add, remove }]);
  t.is(set(300, 0).kind, 'done');
  t.is(set(300, 1, [{ ...jeff, value: 'JEFF@contoso.com' }, { ...jeff }]).kind, 'done');
  t.is(presence.containers.find(({ id }) => id === 300)?.members.length, 1);
  t.deepEqual(set(300, 1), { kind: 'wrong-versions', wrong: [{ index: 1, version: 1, curVersion: 2 }] });
  t.is(set(300, 2, [], [jeff]).kind, 'done');
  t.deepEqual(
    presence.containers.find(({ id }) => id === 300),
    { id: 300, version: 3, members: [] },
  );
  const members = Array.from({ length: MAX_CONTAINER_MEMBERS }, (_, n) => ({ type: 'user', value: `u${n}` }));
  t.is(set(400, 0, members).kind, 'too-much');
  const containers = Array.from({ length: MAX_CONTAINERS }, (_, n) => ({
    id: 1000 + n,
    version: 0,
    add: [],
    remove: [],
  }));
  t.is(presence.setContainerMembers(containers).kind, 'too-much');
});

test('watchers are remembered once, the oldest falls out, and are acknowledged', (t) => {
  const presence = new UserPresence(at);
  t.true(presence.addSubscriber('bob@contoso.com', 'Bob'));
  t.false(presence.addSubscriber('bob@contoso.com', 'Bob'));
  t.true(presence.acknowledge('bob@contoso.com', true));
  t.false(presence.acknowledge('eve@contoso.com', true));
  t.deepEqual(presence.subscribers, [{ user: 'bob@contoso.com', displayName: 'Bob', acknowledged: true }]);
  for (let n = 0; n < MAX_PRESENCE_SUBSCRIBERS; n++) presence.addSubscriber(`user${n}@contoso.com`, '');
  t.is(presence.subscribers.length, MAX_PRESENCE_SUBSCRIBERS);
  t.false(presence.subscribers.some(({ user }) => user === 'bob@contoso.com'));
});

test('a user in any case is one user', (t) => {
  const pool = new Presence();
  t.is(pool.of('Alice@contoso.com', at), pool.of('alice@contoso.com', new Date(0)));
  t.is(pool.of('alice@contoso.com', new Date(0)).since, at);
});
