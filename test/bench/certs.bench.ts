import { generateKeyPairSync } from 'node:crypto';
import { mintChain, reusedKeys } from '../../certs/authorities/index.js';
import { generateKey } from '../../certs/authorities/key-pair.js';
import type { Benchmark } from './benchmark.js';
import { issueByLibrary } from './library-certificate.js';

const at = new Date('2014-11-15T09:00:00Z');
const CHAINS = 30;
const KEYS = 8;

export const benchmarks: readonly Benchmark[] = [
  {
    name: 'chain of three minted, keys at hand',
    peer: 'three certificates by the library’s own generator',
    async prepare() {
      const keys = reusedKeys();
      const spec = {
        profile: 'enterprise-two-tier',
        subject: 'fe.contoso.test',
        names: ['sip.contoso.test'],
        at,
      } as const;
      const library = await issueByLibrary(await keys.leaf('rsa-2048'));
      return {
        async ours() {
          for (let i = 0; i < CHAINS; i++) await mintChain(spec, { keys });
          return CHAINS;
        },
        async theirs() {
          for (let i = 0; i < 3 * CHAINS; i++) await library();
          return CHAINS;
        },
        close: () => Promise.resolve(),
      };
    },
  },
  {
    name: 'RSA 2048 keys made in parallel',
    peer: 'the same one after another on the main thread',
    prepare: () =>
      Promise.resolve({
        async ours() {
          await Promise.all(Array.from({ length: KEYS }, () => generateKey('rsa-2048')));
          return KEYS;
        },
        theirs() {
          for (let i = 0; i < KEYS; i++) generateKeyPairSync('rsa', { modulusLength: 2048 });
          return Promise.resolve(KEYS);
        },
        close: () => Promise.resolve(),
      }),
  },
];
