import test from 'ava';
import { Accounts } from '../../harness/pool/index.js';
import { alice, jeff } from '../servers/deployment.js';

test('users are as deployed until somebody changes them', (t) => {
  const accounts = new Accounts();
  t.true(accounts.isEnabled(alice));
  t.is(accounts.homeOf(alice), 'front-end');
  t.is(accounts.homeOf({ ...alice, home: 'front-end-2' }), 'front-end-2');
  t.false(accounts.isEnabled({ ...alice, enabled: false }));
});

test('disabling and enabling, of one user alone', (t) => {
  const accounts = new Accounts();
  accounts.disable(alice);
  t.false(accounts.isEnabled(alice));
  t.true(accounts.isEnabled(jeff));
  accounts.enable(alice);
  t.true(accounts.isEnabled(alice));
  accounts.enable({ ...jeff, enabled: false });
  t.false(accounts.isEnabled({ ...jeff, enabled: false }), 'what the deployment says stays');
});

test('a moved user has a new home', (t) => {
  const accounts = new Accounts();
  accounts.move(alice, 'front-end-2');
  t.is(accounts.homeOf(alice), 'front-end-2');
  t.is(accounts.homeOf(jeff), 'front-end');
  accounts.move(alice, 'front-end');
  t.is(accounts.homeOf(alice), 'front-end');
});
