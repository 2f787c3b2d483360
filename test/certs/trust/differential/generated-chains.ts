import {
  chainProfiles,
  defects,
  type MintedChain,
  type MintSpec,
  mintChain,
} from '../../../../certs/authorities/index.js';
import { summarize } from '../../../../certs/trust/index.js';
import { HarnessError } from '../../../../harness/foundation/errors/index.js';
import { SeededRandom } from '../../../../harness/foundation/random.js';
import { keptKeys } from '../../kept-keys.js';

/** A chain, a question about it, and how it came about. */
export interface Generated {
  /** `enterprise-two-tier + expired + cn-only, 30 days later`. */
  readonly title: string;
  readonly chain: MintedChain;
  readonly at: Date;
  readonly name: string;
}

const host = 'lyncfe.contoso.test';
const minted = new Date('2014-11-15T09:00:00Z');
const DAY_MS = 86_400_000;
/** Where nothing changes, before everything, around the ends of leaf, issuer and root, and far later; now and then instead the last second of the leaf. */
const days = [0, 0, 0, 0, 10, -20, -40, 400, 800, 1900, 4000, -2000];
const names = [host, host, host, host, 'sip.contoso.test', 'SIP.CONTOSO.TEST', 'pool.contoso.test', 'elsewhere.test'];

/**
 * Chains with nought to three defects, each asked about at some date and by some name; the same ones for the same
 * seed. Keys are shared between the chains: making them would cost more than all the rest.
 */
export async function generatedChains(seed: string, count: number): Promise<Generated[]> {
  const random = new SeededRandom(seed);
  const pick = <T>(list: readonly T[]): T => {
    const one = list[random.below(list.length)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  };
  const keys = keptKeys();
  const enterprise = chainProfiles.filter(({ profile }) => !profile.startsWith('root-'));
  const generated: Generated[] = [];
  while (generated.length < count) {
    const { profile } = pick(random.below(10) < 7 ? enterprise : chainProfiles);
    const chosen = [...new Set(Array.from({ length: random.below(4) }, () => pick(defects).id))];
    const moved = pick(days);
    const lastSecond = random.below(20) === 0;
    const name = pick(names);
    const chain = await mintedOrNot(
      { profile, subject: host, names: ['sip.contoso.test'], at: minted, defects: chosen },
      keys,
    );
    if (chain === undefined) continue;
    const at = lastSecond ? summarize(chain.leaf.der).notAfter : new Date(minted.getTime() + moved * DAY_MS);
    generated.push({ title: `${[profile, ...chosen].join(' + ')}; ${at.toISOString()}; ${name}`, chain, at, name });
  }
  return generated;
}

/** Undefined when the profile has not what a defect needs. */
async function mintedOrNot(spec: MintSpec, keys: ReturnType<typeof keptKeys>): Promise<MintedChain | undefined> {
  try {
    return await mintChain(spec, { keys });
  } catch (error) {
    if (error instanceof HarnessError && error.code === 'CERTIFICATE_SPEC_INVALID') return undefined;
    throw error;
  }
}
