import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import test from 'ava';
import { FLEET_VERSION, Fleet, fleetScenario } from './fleet.js';
import { serve } from './served.js';

const PHONES = 20;
const IMAGE = 4 * 1024 * 1024;
/** Slow enough that nobody is done when the last one has begun: a minute for an image. */
const SLOW = '[ { at: web-http.update-file, do: slow-body, bytesPerSecond: 64000, every: 1 } ]';

test('twenty phones update at once, the server is killed amid every download and comes back: all resume and verify', async (t) => {
  const path = mkdtempSync(join(tmpdir(), 'mock-lync-fleet-'));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  const served = async (name: string, faults?: string) => {
    const file = join(path, `${name}.yaml`);
    writeFileSync(file, fleetScenario(IMAGE, faults));
    const process = await serve([file, '--ports', 'any', '--synthetic-images', '--output', join(path, name)]);
    t.teardown(() => process.process.kill('SIGKILL'));
    return process;
  };
  const fleet = new Fleet({ phones: PHONES, model: 'CX700', firmware: '3.5.6907.35', hurry: 20 });
  t.teardown(() => fleet.close());
  const [first, second] = await Promise.all([served('first', SLOW), served('second')]);
  fleet.plugInto(first.ready);
  const updates = fleet.update();
  while (fleet.progress.some((bytes) => bytes === 0)) await wait(20);
  first.process.kill('SIGKILL');
  // Away for as long as it takes everybody to notice, with the names that it served.
  while (fleet.problems.some((problems) => !problems.some((each) => /No DNS server/.test(each)))) await wait(20);
  t.true(fleet.progress.every((bytes) => bytes > 0 && bytes < IMAGE));
  fleet.plugInto(second.ready);
  for (const { firmware, startedFrom } of await updates) {
    t.is(firmware, FLEET_VERSION);
    t.is(startedFrom[0], 0);
    t.true(
      startedFrom.slice(1).every((bytes) => bytes > 0),
      'it went on where it was',
    );
    t.true(startedFrom.length > 2);
  }
});
