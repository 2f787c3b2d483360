import { isDeepStrictEqual } from 'node:util';
import {
  type ChainDescription,
  describeChain,
  type KeySource,
  type MintedChain,
  type MintSpec,
  mintChain,
  mintTogether,
  type StandInKeys,
  stockKeys,
} from '../../certs/authorities/index.js';

/**
 * Mints the chains of one run, in order. Those with the authorities of the first come from them, as servers of one
 * company do; a public root has one stand-in for all. Errors: CERTIFICATE_SPEC_INVALID.
 */
export async function mintChains(specs: readonly MintSpec[], keys: KeySource = stockKeys): Promise<MintedChain[]> {
  const standInKeys: StandInKeys = new Map();
  const described = specs.map((spec) => ({ spec, chain: describeChain(spec) }));
  const first = described[0]?.chain;
  const related = described.filter(({ chain }, index) => index > 0 && first && sharesAuthorities(chain, first));
  const company = related.length > 0 && described[0] ? [described[0], ...related] : [];
  const together = mintTogether(
    company.map(({ chain }) => chain),
    { standInKeys, keys },
  );
  const minted = await Promise.all(
    described.map(async (one) => {
      const place = company.indexOf(one);
      return place < 0 ? await mintChain(one.spec, { standInKeys, keys }) : (await together)[place];
    }),
  );
  return minted.filter((chain) => chain !== undefined);
}

/** There are authorities of the same id in both, and they are the same. */
function sharesAuthorities(one: ChainDescription, other: ChainDescription): boolean {
  const pairs = authorities(one).flatMap((mine) => {
    const theirs = authorities(other).find(({ id }) => id === mine.id);
    return theirs ? [{ mine, theirs }] : [];
  });
  return pairs.length > 0 && pairs.every(({ mine, theirs }) => isDeepStrictEqual(mine, theirs));
}

function authorities(chain: ChainDescription) {
  return chain.certificates.filter(({ id }) => id !== 'leaf');
}
