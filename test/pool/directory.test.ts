import test from 'ava';
import { Directory, type DirectoryEntry } from '../../harness/pool/directory.js';

function entry(key: string, value = key): DirectoryEntry {
  return { dn: key, key, parent: '', attributes: new Map([['cn', { name: 'cn', values: [Buffer.from(value)] }]]) };
}

const looks: Readonly<Record<string, (directory: Directory) => unknown>> = {
  'a number of changes': (directory) => directory.changes,
  'one object': (directory) => directory.get('cn=a'),
  'all of them': (directory) => directory.all(),
  'what is below': (directory) => directory.below('cn=a'),
  'what is within': (directory) => directory.within(''),
};

for (const [name, look] of Object.entries(looks)) {
  test(`the first objects are put in when somebody looks for ${name}, and once only`, (t) => {
    const directory = new Directory();
    let seeded = 0;
    directory.fillWith(() => {
      seeded++;
      directory.put(entry('cn=a'));
    });
    t.is(seeded, 0);
    look(directory);
    look(directory);
    t.is(seeded, 1);
    t.deepEqual(
      directory.all().map(({ key }) => key),
      ['cn=a'],
    );
    t.is(directory.changes, 1);
  });
}

test('what an administrator puts in takes the place of a first object, though nobody looked before', (t) => {
  const directory = new Directory();
  directory.fillWith(() => directory.put(entry('cn=a', 'of the beginning')));
  t.is(directory.put(entry('cn=a', 'of the administrator')), 'replaced');
  t.deepEqual(directory.get('cn=a')?.attributes.get('cn')?.values, [Buffer.from('of the administrator')]);
});

test('a directory is filled once: neither one with objects nor one that was told before takes others', (t) => {
  const told = new Directory();
  told.fillWith(() => told.put(entry('cn=a')));
  told.fillWith(() => told.put(entry('cn=b')));
  t.is(told.all().length, 1);
  told.fillWith(() => told.put(entry('cn=b')));
  t.is(told.all().length, 1);
});
