import { certsOnlyPkcs7, type KeySource, type MintSpec, mintChain } from '../../certs/authorities/index.js';
import type { CertificateWish, FaultResources, FaultSpec } from '../faults/index.js';
import type { ServerCertificateSpec } from './schema/deployment.js';

/** Faults at the root chain, and which chain each gives. */
const given = new Map<string, (fault: FaultSpec) => CertificateWish | 'same-names'>([
  // The schema of the fault is that of a server certificate.
  ['stale-chain', ({ certificate }) => certificate as CertificateWish],
  ['same-name-root', () => 'same-names'],
]);

/**
 * The chains that faults give instead of the deployment's, each from authorities of its own. Errors:
 * CERTIFICATE_SPEC_INVALID.
 */
export async function publishedChains(
  faults: readonly FaultSpec[],
  own: ServerCertificateSpec | undefined,
  { keys, toMint }: { readonly keys?: KeySource | undefined; toMint(wish: ServerCertificateSpec): MintSpec },
): Promise<FaultResources['published']> {
  const wishes = new Map(
    faults.flatMap((fault) => {
      const wish = given.get(fault.do)?.(fault);
      return wish === undefined ? [] : [[JSON.stringify(wish), wish] as const];
    }),
  );
  const chains = new Map(
    await Promise.all(
      [...wishes].map(async ([key, wish]) => {
        const spec = toMint(wish === 'same-names' ? (own ?? {}) : (wish as ServerCertificateSpec));
        const { intermediates, leaf, root } = await mintChain(spec, keys ? { keys } : {});
        const authorities = [...intermediates.map(({ der }) => der), (root ?? leaf).der];
        return [key, certsOnlyPkcs7(authorities)] as const;
      }),
    ),
  );
  return (wish) => {
    const pkcs7 = chains.get(JSON.stringify(wish));
    if (!pkcs7) throw new RangeError('a fault gives a chain that was not minted');
    return pkcs7;
  };
}
