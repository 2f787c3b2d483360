import { TLSSocket } from 'node:tls';
import test from 'ava';
import fc from 'fast-check';
import {
  chooseEngine,
  defaultTlsSettings,
  memoryPair,
  serverVersions,
  type TlsPort,
  tlsPort,
} from '../../../harness/tls/index.js';
import { serverCertificate } from '../support.js';
import { type HelloWish, hello, helloBytes } from './hellos.js';

/** The first record OpenSSL answers with: 22 a handshake, 21 an alert. */
async function opensslAnswers(wish: HelloWish, secureContext: ReturnType<TlsPort['secureContext']>) {
  const [near, far] = memoryPair();
  const socket = new TLSSocket(near, { isServer: true, secureContext });
  const answer = new Promise<Buffer>((resolve) => {
    far.once('data', resolve);
    far.once('end', () => resolve(Buffer.alloc(1)));
  });
  socket.on('error', () => {});
  far.write(helloBytes(wish));
  const [type] = await answer;
  socket.destroy();
  far.destroy();
  return type;
}

const suites = fc.uniqueArray(
  fc.constantFrom(...[0x04, 0x05, 0x0a, 0x2f, 0x35, 0x3c, 0x9c, 0xc009, 0xc013, 0xc014, 0xc027, 0xc02b, 0xc02f]),
  { minLength: 1, maxLength: 4 },
);
const wishes = fc.record(
  {
    version: fc.constantFrom(0x0300, 0x0301, 0x0302, 0x0303),
    suites,
    groups: fc.uniqueArray(fc.constantFrom(23, 24, 26, 29), { minLength: 1, maxLength: 2 }),
    versions: fc.uniqueArray(fc.constantFrom(0x0301, 0x0302, 0x0303), { minLength: 1 }),
  },
  { requiredKeys: ['suites', 'version'] },
);
const ranges = fc
  .tuple(fc.nat(3), fc.nat(3))
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)])
  .map(([low = 0, high = 0]) => ({ minVersion: serverVersions[low], maxVersion: serverVersions[high] }));

test('OpenSSL is chosen for exactly the hellos it answers with a ServerHello', async (t) => {
  const certificate = await serverCertificate();
  const contexts = new Map<string, ReturnType<TlsPort['secureContext']>>();
  let [chosen, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(wishes, ranges, async (wish, { minVersion = 'TLSv1', maxVersion = 'TLSv1.3' }) => {
      const settings = { ...defaultTlsSettings, engine: 'openssl', minVersion, maxVersion } as const;
      const choice = chooseEngine(hello(wish), settings, true);
      const range = `${minVersion} ${maxVersion}`;
      const context = contexts.get(range) ?? tlsPort({ certificate, settings }).secureContext();
      contexts.set(range, context);
      const type = await opensslAnswers(wish, context);
      if ('engine' in choice) chosen++;
      else refused++;
      return type === ('engine' in choice ? 22 : 21);
    }),
    { numRuns: 150 },
  );
  t.true(chosen > 5 && refused > 5, `both were seen: ${chosen} and ${refused}`);
});
