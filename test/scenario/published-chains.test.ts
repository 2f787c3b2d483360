import test from 'ava';
import { mintChain } from '../../certs/authorities/index.js';
import { certificatesFromPkcs7, summarize } from '../../certs/trust/index.js';
import { publishedChains } from '../../harness/scenario/published-chains.js';
import { keptKeys } from '../certs/kept-keys.js';
import { parsed } from '../faults/parse.js';

const keys = keptKeys();
const at = new Date('2014-11-15T09:00:00Z');
const toMint = ({ profile = 'enterprise-root' }: { profile?: string | undefined }) => ({
  profile: profile as 'enterprise-root',
  subject: 'pool01.contoso.test',
  names: [],
  at,
  organization: 'contoso',
});

test('a chain of the same names has other keys', async (t) => {
  const own = { profile: 'enterprise-two-tier' } as const;
  const faults = [parsed({ at: 'web.root-chain', do: 'same-name-root' })];
  const published = await publishedChains(faults, own, { keys, toMint });
  const given = certificatesFromPkcs7(published('same-names')).map(summarize);
  const { intermediates, root } = await mintChain(toMint(own), { keys });
  const right = [...intermediates, ...(root ? [root] : [])].map(({ der }) => summarize(der));
  const subjects = (list: typeof given) => list.map(({ subject }) => JSON.stringify(subject)).sort();
  t.is(given.length, 2);
  t.deepEqual(subjects(given), subjects(right));
  t.is(new Set([...given, ...right].map(({ thumbprint }) => thumbprint)).size, 4);
});

test('an earlier chain is the one wished for, and each is minted once', async (t) => {
  const faults = [
    parsed({ at: 'web.root-chain', do: 'stale-chain' }),
    parsed({ at: 'web-http.root-chain', do: 'stale-chain' }),
    parsed({ at: 'web.root-chain', do: 'stale-chain', certificate: { profile: 'enterprise-two-tier' } }),
    parsed({ at: 'web.any', do: 'drop' }),
  ];
  let minted = 0;
  const counted = (wish: Parameters<typeof toMint>[0]) => {
    minted++;
    return toMint(wish);
  };
  const published = await publishedChains(faults, undefined, { keys, toMint: counted });
  t.is(minted, 2);
  t.is(certificatesFromPkcs7(published({ profile: 'enterprise-root-sha1' })).length, 1);
  t.is(certificatesFromPkcs7(published({ profile: 'enterprise-two-tier' })).length, 2);
  t.throws(() => published('same-names'), { instanceOf: RangeError });
});
