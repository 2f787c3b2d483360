import { type ChainDescription, changed, type KeyKind, pathOf } from '../chain-description.js';
import type { Defect } from './defect.js';

/** The server's key of another size or kind. An elliptic key signs its exchange, so it has no use for enciphering. */
function leafKey(id: string, key: KeyKind, explain: string): Defect {
  const usages = key.startsWith('ec-') ? { keyUsages: ['digitalSignature'] as const } : {};
  return { id, explain, apply: (chain) => signedByItself(changed(chain, 'leaf', { key, ...usages })) };
}

/** A self-signed leaf must be signed with what its key can. */
function signedByItself(chain: ChainDescription): ChainDescription {
  const [leaf] = pathOf(chain);
  if (leaf === undefined || leaf.issuer !== 'leaf' || !leaf.key.startsWith('ec-')) return chain;
  return changed(chain, 'leaf', { algorithm: 'ecdsaSHA256' });
}

/** The keys of every authority of the path that is no stand-in: those keep the size of the real root. */
function authorityKeys(id: string, key: KeyKind, explain: string): Defect {
  return {
    id,
    explain,
    needs: 'issuer',
    apply: (chain) =>
      pathOf(chain)
        .slice(1)
        .filter((one) => !chain.standIns.some((standIn) => standIn.id === one.id))
        .reduce((now, one) => changed(now, one.id, { key }), chain),
  };
}

export const keySizes: readonly Defect[] = [
  leafKey('rsa-1000', 'rsa-1000', "The server's RSA key has 1000 bits, as the oldest public root has."),
  leafKey('rsa-1024', 'rsa-1024', "The server's RSA key has 1024 bits."),
  leafKey('rsa-4096', 'rsa-4096', "The server's RSA key has 4096 bits."),
  leafKey('ecdsa', 'ec-p256', "The server's key is elliptic, on the curve P-256."),
  authorityKeys('rsa-1024-authorities', 'rsa-1024', 'The authorities have RSA keys of 1024 bits.'),
  authorityKeys('rsa-4096-authorities', 'rsa-4096', 'The authorities have RSA keys of 4096 bits.'),
];
