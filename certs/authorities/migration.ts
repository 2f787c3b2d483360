import { type ChainDescription, certificateOf } from './chain-description.js';
import { describeChain } from './describe.js';
import { type MintOptions, mintTogether } from './mint-together.js';
import type { MintedChain, MintSpec } from './minted-chain.js';

export interface Migration {
  /** Single-tier, SHA-1. */
  readonly before: MintedChain;
  /** Two-tier, SHA-256; the old root is in `extra`. */
  readonly after: MintedChain;
}

/**
 * The same server before and after its company's move from one root authority with SHA-1 to a new root and issuing
 * authority with SHA-256. Errors: CERTIFICATE_SPEC_INVALID.
 */
export async function mintMigration(spec: Omit<MintSpec, 'profile'>, options: MintOptions = {}): Promise<Migration> {
  const old = renamed(describeChain({ ...spec, profile: 'enterprise-root-sha1' }));
  const now = describeChain({ ...spec, profile: 'enterprise-migrated' });
  const [before, after] = await mintTogether([old, now], options);
  if (before === undefined || after === undefined) throw new TypeError('a chain of the migration was not minted');
  return { before, after };
}

/** Its root under the id that the later chain knows it by. */
function renamed(chain: ChainDescription): ChainDescription {
  const id = 'old-root';
  const root = { ...certificateOf(chain, 'root'), id, issuer: id };
  const others = chain.certificates.filter((one) => one.id !== 'root');
  const certificates = [...others.map((one) => (one.issuer === 'root' ? { ...one, issuer: id } : one)), root];
  return { ...chain, certificates, sent: chain.sent.map((one) => (one === 'root' ? id : one)) };
}
