import test from 'ava';
import { MAX_CERTIFICATES_PER_USER, PublishedCertificates, type StoreChange } from '../../harness/pool/index.js';

const entry = (thumbprint: string, deviceId = '{A}', user = 'alice@contoso.com') => ({
  ...{ user, deviceId, thumbprint },
  certificate: Buffer.from(thumbprint),
  notAfter: new Date('2015-05-14T09:00:00Z'),
});

test('a device of a user has one certificate; other devices and users have their own', (t) => {
  const store = new PublishedCertificates();
  t.is(store.publish(entry('1')), undefined);
  t.is(store.publish(entry('2', '{B}')), undefined);
  t.is(store.publish(entry('3', '{A}', 'jeff@contoso.com')), undefined);
  t.is(store.publish(entry('4', '{a}'))?.thumbprint, '1', 'in any case');
  t.deepEqual(
    store.list().map(({ thumbprint }) => thumbprint),
    ['2', '3', '4'],
  );
  t.is(store.state('1'), 'unknown');
  t.is(store.state('4'), 'published');
});

test('a revoked certificate stays revoked when the device has a new one', (t) => {
  const store = new PublishedCertificates();
  store.publish(entry('1'));
  t.true(store.revoke('1'));
  t.false(store.revoke('9'));
  t.is(store.publish(entry('2')), undefined);
  t.is(store.state('1'), 'revoked');
  t.is(store.state('2'), 'published');
});

test('all of a user are revoked, or those of one device', (t) => {
  const store = new PublishedCertificates();
  for (const [thumbprint, device] of [
    ['1', '{A}'],
    ['2', '{B}'],
    ['3', '{C}'],
  ]) {
    store.publish(entry(thumbprint ?? '', device));
  }
  store.publish(entry('4', '{A}', 'jeff@contoso.com'));
  t.deepEqual(
    store.revokeOf('Alice@contoso.com', '{b}').map(({ thumbprint }) => thumbprint),
    ['2'],
  );
  t.deepEqual(
    store.revokeOf('alice@contoso.com').map(({ thumbprint }) => thumbprint),
    ['1', '3'],
    'those that were valid until now',
  );
  t.is(store.state('4'), 'published');
  t.deepEqual(store.revokeOf('nobody@contoso.com'), []);
});

test('what one user can fill is bounded', (t) => {
  const store = new PublishedCertificates();
  for (let index = 0; index <= MAX_CERTIFICATES_PER_USER; index++) store.publish(entry(`${index}`, `{${index}}`));
  t.is(store.list().length, MAX_CERTIFICATES_PER_USER);
  t.is(store.state('0'), 'unknown', 'the oldest went');
  t.is(store.state('1'), 'published');
});

test('whoever keeps the store hears of changes, and not of what is restored', (t) => {
  const heard: StoreChange[] = [];
  const store = new PublishedCertificates();
  store.keep((change) => heard.push(change));
  store.restore([{ ...entry('1'), revoked: true }]);
  t.deepEqual(heard, []);
  t.is(store.state('1'), 'revoked');
  store.publish(entry('2'));
  store.revoke('2');
  t.deepEqual(
    heard.map(({ kind }) => kind),
    ['published', 'revoked'],
  );
});
