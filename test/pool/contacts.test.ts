import test from 'ava';
import {
  ContactList,
  type ContactOutcome,
  Contacts,
  DEFAULT_GROUP,
  MAX_CONTACTS,
  MAX_DEFAULT_CONTACTS,
  MAX_GROUPS,
} from '../../harness/pool/index.js';

function contact(uri: string, groups: readonly number[] = []) {
  return { uri, name: '', groups, subscribed: true, externalUri: '' };
}

function problemOf(outcome: ContactOutcome): string | undefined {
  return outcome.ok ? undefined : outcome.problem;
}

test('a list begins with the default group and the colleagues in it, at number 1', (t) => {
  const list = new ContactList(['bob@contoso.com']);
  t.is(list.deltaNum, 1);
  t.deepEqual(list.groups, [{ id: 1, name: '~', externalUri: '' }]);
  t.deepEqual(list.contacts, [contact('bob@contoso.com', [DEFAULT_GROUP])]);
  const many = Array.from({ length: 500 }, (_, n) => `user${n}@contoso.com`);
  t.is(new ContactList(many).contacts.length, MAX_DEFAULT_CONTACTS);
});

test('a contact is found again in any case, and is in the default group where it is in none that exists', (t) => {
  const list = new ContactList([]);
  const added = list.setContact(1, contact('Bob@contoso.com', [9, 9]));
  t.like(added, { ok: true, delta: { deltaNum: 2, prevDeltaNum: 1 } });
  t.deepEqual(list.contacts[0]?.groups, [DEFAULT_GROUP]);
  list.setContact(2, contact('bob@CONTOSO.com', [1, 1]));
  t.is(list.contacts.length, 1);
  t.deepEqual(list.contacts[0]?.groups, [1]);
  t.true(list.deleteContact(3, 'BOB@contoso.com').ok);
  t.is(list.deltaNum, 4);
});

test('every operation wants the current number', (t) => {
  const list = new ContactList(['bob@contoso.com']);
  for (const wrong of [0, 2]) {
    t.is(problemOf(list.setContact(wrong, contact('x@contoso.com'))), 'stale');
    t.is(problemOf(list.deleteContact(wrong, 'bob@contoso.com')), 'stale');
    t.is(problemOf(list.addGroup(wrong, 'Team', '')), 'stale');
    t.is(problemOf(list.modifyGroup(wrong, 1, 'Team', '')), 'stale');
    t.is(problemOf(list.deleteGroup(wrong, 1)), 'stale');
  }
  t.is(list.deltaNum, 1);
});

test('groups take the lowest free number, up to 63; the default one stays', (t) => {
  const list = new ContactList([]);
  for (let n = 2; n <= MAX_GROUPS; n++) t.true(list.addGroup(list.deltaNum, `Group ${n}`, '').ok);
  t.is(problemOf(list.addGroup(list.deltaNum, 'One more', '')), 'too-many');
  t.true(list.deleteGroup(list.deltaNum, 5).ok);
  t.like(list.addGroup(list.deltaNum, 'Fifth', 'u'), {
    ok: true,
    delta: { changes: [{ kind: 'addedGroup', group: { id: 5, name: 'Fifth', externalUri: 'u' } }] },
  });
  t.is(problemOf(list.addGroup(list.deltaNum, 'Fifth', '')), 'name-taken');
  t.is(problemOf(list.modifyGroup(list.deltaNum, 6, 'Fifth', '')), 'name-taken');
  t.true(list.modifyGroup(list.deltaNum, 5, 'Fifth', 'new').ok, 'its own name is free');
  t.is(problemOf(list.deleteGroup(list.deltaNum, DEFAULT_GROUP)), 'default-group');
  t.is(problemOf(list.modifyGroup(list.deltaNum, DEFAULT_GROUP, 'x', '')), 'default-group');
});

test('a list is full at its bound, and a contact in it can still change', (t) => {
  const list = new ContactList([]);
  for (let n = 0; n < MAX_CONTACTS; n++) list.setContact(list.deltaNum, contact(`user${n}@contoso.com`));
  t.is(problemOf(list.setContact(list.deltaNum, contact('one-more@contoso.com'))), 'too-many');
  t.true(list.setContact(list.deltaNum, { ...contact('user0@contoso.com'), name: 'Zero' }).ok);
  t.is(list.contacts.length, MAX_CONTACTS);
});

test('a list is kept from its first change on, for each user', (t) => {
  const contacts = new Contacts();
  const nobody = () => [];
  t.is(contacts.of('alice@contoso.com', () => ['bob@contoso.com']).contacts.length, 1);
  t.is(contacts.of('alice@contoso.com', nobody).contacts.length, 0, 'reading keeps nothing');
  contacts.toChange('Alice@contoso.com', nobody).addGroup(1, 'Team', '');
  t.is(contacts.of('alice@contoso.com', nobody).groups.length, 2);
  t.is(contacts.of('bob@contoso.com', nobody).groups.length, 1);
});
