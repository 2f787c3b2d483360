import test from 'ava';
import { NoSecurity } from '../../../harness/authentication/security-association/index.js';
import { ScenarioClock } from '../../../harness/foundation/clock/index.js';
import { agreedVersion } from '../../../harness/servers/front-end/agreed-version.js';
import { type Association, Associations } from '../../../harness/servers/front-end/associations.js';
import { MAX_ASSOCIATIONS } from '../../../harness/servers/front-end/index.js';
import { testDate } from '../deployment.js';

function association(
  opaque: string,
  user: string,
  endpoint: string,
  expiresAt = Number.POSITIVE_INFINITY,
): Association {
  const security = new NoSecurity(opaque);
  return { security, scheme: 'none', user, endpoint, certificate: undefined, expiresAt, signedIn: false };
}

test('one for each endpoint: a new one takes the place of the old', (t) => {
  const all = new Associations(new ScenarioClock({ start: testDate, waits: 'skip' }));
  for (const each of [association('1', 'a', 'x'), association('2', 'a', 'y'), association('3', 'b', 'x')])
    all.add(each);
  all.add(association('4', 'a', 'x'));
  t.is(all.size, 3);
  t.deepEqual([all.has('1'), all.has('4')], [false, true]);
  t.is(all.find('1', 'a', 'x'), undefined);
  t.is(all.ofEndpoint('a', 'x')?.security.opaque, '4');
  t.is(all.find('2', 'a', 'y')?.security.opaque, '2');
  t.is(all.find('2', 'a', 'x'), undefined, 'another endpoint');
  t.is(all.find('2', 'b', 'y'), undefined, 'another user');
  all.end('a', 'y');
  t.is(all.find('2', 'a', 'y'), undefined);
  all.end('a', 'y');
  t.is(all.size, 2);
});

test('an association past its time is gone, whichever way one looks for it', (t) => {
  const clock = new ScenarioClock({ start: testDate, waits: 'skip' });
  const all = new Associations(clock);
  const now = clock.elapsed();
  all.add(association('1', 'a', 'x', now + 60_000));
  all.add(association('2', 'a', 'y', now + 60_000));
  t.truthy(all.ofEndpoint('a', 'x'));
  clock.advance(60_000);
  t.is(all.ofEndpoint('a', 'x'), undefined);
  t.is(all.find('2', 'a', 'y'), undefined);
  t.is(all.size, 0);
});

test('of more than fit the oldest goes', (t) => {
  const all = new Associations(new ScenarioClock({ start: testDate, waits: 'skip' }));
  for (let number = 0; number <= MAX_ASSOCIATIONS; number++) all.add(association(`${number}`, 'a', `${number}`));
  t.is(all.size, MAX_ASSOCIATIONS);
  t.is(all.ofEndpoint('a', '0'), undefined);
  t.truthy(all.ofEndpoint('a', '1'));
});

test('the version both sides speak', (t) => {
  const cases: [3 | 4, string | undefined, 3 | 4 | undefined][] = [
    [4, undefined, 4],
    [4, '4', 4],
    [4, '3', 3],
    [4, '5', 4],
    [3, '4', 3],
    [3, undefined, 3],
    [3, '3', 3],
    [4, '2', undefined],
    [4, '0x4', undefined],
    [4, '9999', undefined],
  ];
  for (const [offered, named, agreed] of cases) t.is(agreedVersion(offered, named), agreed, `${offered} ${named}`);
});
