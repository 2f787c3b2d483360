import test from 'ava';
import { nearest } from '../../harness/foundation/nearest.js';

const keys = ['deployment', 'phone', 'phones', 'expect', 'option43', 'option120', 'faults'];

test('a letter added, left out, changed or swapped is close', (t) => {
  t.is(nearest('deploymnet', keys), 'deployment');
  t.is(nearest('expct', keys), 'expect');
  t.is(nearest('exxpect', keys), 'expect');
  t.is(nearest('fualts', keys), 'faults');
  t.is(nearest('Phone', keys), 'phone');
});

test('the beginning of a word is close, a word with little in common is not', (t) => {
  t.is(nearest('deploy', keys), 'deployment');
  t.is(nearest('phone', ['phones', 'phone']), 'phone', 'the word itself is nearer');
  t.is(nearest('banana', keys), undefined);
  t.is(nearest('x', keys), undefined);
  t.is(nearest('', keys), undefined);
  t.is(nearest('phone', []), undefined);
});

test('two neighbours that are swapped are one mistake, not two', (t) => {
  t.is(nearest('ba', ['ab', 'xyzw']), 'ab');
});

test('a word of any length is compared in no time', (t) => {
  t.is(nearest('a'.repeat(1_000_000), ['a'.repeat(64)]), 'a'.repeat(64));
});
