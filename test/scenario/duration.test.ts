import test from 'ava';
import { durationMs, durationSchema } from '../../harness/scenario/schema/duration.js';

test('spans of time in a scenario', (t) => {
  const spans = {
    '9h': 32_400_000,
    '30m': 1_800_000,
    '45s': 45_000,
    '2d': 172_800_000,
    PT9H: 32_400_000,
    P1DT30M: 88_200_000,
  };
  for (const [text, ms] of Object.entries(spans)) {
    t.true(durationSchema.safeParse(text).success, text);
    t.is(durationMs(text), ms);
  }
  for (const text of ['', '9', 'h', '9 h', '-9h', 'P', 'PT', 'P9H', '1h30m', '367d', '9H', '99999999d']) {
    t.false(durationSchema.safeParse(text).success, text);
  }
});
