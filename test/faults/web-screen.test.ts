import test from 'ava';
import { selectScenarios } from '../../harness/scenario/catalogue.js';
import { run } from './run.js';

test('a page in place of the web ticket is no word on the PIN', async (t) => {
  const [scenario] = selectScenarios(['faults/web-status']);
  const [variant] = scenario?.variants ?? [];
  if (!scenario || !variant) return t.fail();
  const record = await run(scenario, variant);
  t.is(record.screen, 'Connection to Microsoft Lync failed');
});
