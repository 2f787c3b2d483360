import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { deliveredAnchor } from '../../../certs/trust/index.js';
import { writeKept } from '../../../harness/phone/index.js';
import { chainOf } from '../../certs/chains.js';
import { commandLine } from '../terminal.js';

const phone = { model: 'CX700', mac: '00:04:f2:aa:bb:cc', serial: 'S', epid: '0123456789', intermediates: [] };

interface Listed {
  readonly firmware: string;
  readonly roots: readonly unknown[];
  readonly delivered?: readonly { thumbprint: string; origin: string }[];
}

test('what a phone trusts, by its own state file: the roots of its firmware, and what was delivered', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-trust-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const { root } = await chainOf('enterprise-two-tier');
  if (!root) throw new Error('this profile has a root');
  const file = join(folder, 'phone.json');
  const delivered = deliveredAnchor(root, 'certificate-service');
  const list = async (firmware: string): Promise<Listed> => {
    writeFileSync(
      file,
      writeKept({ ...phone, anchors: [delivered], firmware: { current: firmware, backup: '3.5.6907.35' } }),
    );
    const { code, stdout } = await commandLine('trust', 'list', '--state', file, '--json');
    t.is(code, 0);
    return JSON.parse(stdout) as Listed;
  };
  const [before, after] = [await list('4.0.7577.4066'), await list('4.0.7577.4420')];
  t.deepEqual([before.firmware, before.roots.length], ['4.0.7577.4066', 17]);
  t.deepEqual([after.firmware, after.roots.length], ['4.0.7577.4420', 34]);
  t.like(after.delivered, [{ thumbprint: delivered.thumbprint, origin: 'certificate-service' }]);
  const lines = (await commandLine('trust', 'list', '--state', file)).stdout.trim().split('\n');
  t.is(lines.length, 35);
  t.true(lines.at(-1)?.startsWith(delivered.thumbprint));

  t.is((await commandLine('trust', 'list', '--state', file, '--firmware', '4.0.7577.0')).code, 2);
  writeFileSync(file, writeKept({ ...phone, anchors: [] }));
  t.is((await commandLine('trust', 'list', '--state', file)).code, 2);
});
