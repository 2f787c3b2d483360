import test from 'ava';
import { sameText } from '../../../harness/foundation/primitives/same-text.js';

test('texts are the same when every character is', (t) => {
  t.true(sameText('0a1b2c', '0a1b2c'));
  t.true(sameText('', ''));
  for (const other of ['1a1b2c', '0a1b2d', '0a0b2c', '0a1b2', '0a1b2c0', '', '0A1B2C'])
    t.false(sameText('0a1b2c', other));
});
