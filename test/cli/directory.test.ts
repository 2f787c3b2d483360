import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import test from 'ava';
import { firmwareAnchors } from '../../certs/trust/index.js';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import { SeededRandom } from '../../harness/foundation/random.js';
import { Secret } from '../../harness/foundation/secret.js';
import { EmulatedPhone } from '../../harness/phone/index.js';
import { serve } from './served.js';

const run = promisify(execFile);
const main = fileURLToPath(new URL('../../harness/cli/main.js', import.meta.url));

test('a phone that failed over USB signs in after the chain was published and it was restarted', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'mock-lync-directory-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const served = await serve(['trust/public-ca-newer-than-firmware', '--ports', 'any']);
  t.teardown(() => served.stop());
  const ready = join(folder, 'ready.json');
  writeFileSync(ready, JSON.stringify(served.ready));
  const command = async (...args: string[]) =>
    (await run(process.execPath, [main, 'directory', ...args, '--endpoints', ready])).stdout;

  const clock = new ScenarioClock({ start: new Date('2014-11-15T09:00:00Z'), waits: 'real' });
  const phone = new EmulatedPhone({
    ...{ model: 'CX600', firmware: '4.0.7577.4366', anchors: firmwareAnchors('4.0.7577.4366') },
    typed: {
      ...{ signIn: 'usb', sipAddress: 'jeff@contoso.test', domain: 'contoso.test', user: 'jeff' },
      password: new Secret('Pa55word-jeff'),
    },
    network: { address: '127.63.0.130', dial: served.ready.dial, dhcp: { port: 0 } },
    ...{ clock, random: new SeededRandom('directory') },
  });
  t.teardown(async () => {
    await phone.close();
    clock.stop();
  });

  t.regex(await command('show'), /holds no CA certificate/);
  const before = await phone.powerOn();
  t.is(before.outcome, 'sign-in-failed');
  t.is(before.failure?.verdict?.reason, 'untrusted-root');

  const { rootCertificate } = served.ready.files;
  if (typeof rootCertificate !== 'string') return t.fail();
  const root = await command('publish', rootCertificate, 'RootCA');
  t.regex(
    root,
    /CN=[^\n]*,CN=Certification Authorities,CN=Public Key Services,[^\n]*\n {2}Certificate added to DS store\./,
  );
  t.regex(root, /CN=[^\n]*,CN=AIA,CN=Public Key Services,/);
  t.regex(await command('publish', rootCertificate, 'rootca'), /already in DS store/);
  t.regex(
    await command('show'),
    /CN=Certification Authorities,CN=Public Key Services,.* \(certificationAuthority\)\n {2}[0-9A-F]{40} /,
  );
  await t.throwsAsync(command('publish', rootCertificate, 'My'), { message: /RootCA, SubCA, NTAuthCA/ });

  const after = await phone.powerOn();
  t.is(after.outcome, 'signed-in', after.failure?.sentence);
  t.is(after.deliveredAnchors.length, 1);

  const again = await phone.powerOn();
  t.deepEqual(again.deliveredAnchors, after.deliveredAnchors, 'it is kept over a power cycle');
  await phone.softReset();
  t.deepEqual(phone.state.deliveredAnchors, [], 'and goes with a soft reset');
});
