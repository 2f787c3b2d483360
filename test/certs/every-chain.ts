import { chainProfiles, defects, type MintedChain, mintChain } from '../../certs/authorities/index.js';
import { at, host } from './chains.js';
import { keptKeys } from './kept-keys.js';

/** Every profile, and every defect of a two-tier chain. */
export async function everyChain(): Promise<{ name: string; chain: MintedChain }[]> {
  const keys = keptKeys();
  const spec = { subject: host, names: ['sip.contoso.test'], at };
  const plain = chainProfiles.map(({ profile }) => ({ name: profile, spec: { ...spec, profile } }));
  const broken = defects.map(({ id }) => ({
    name: id,
    spec: { ...spec, profile: 'enterprise-two-tier' as const, defects: [id] },
  }));
  return await Promise.all(
    [...plain, ...broken].map(async (one) => ({ name: one.name, chain: await mintChain(one.spec, { keys }) })),
  );
}
