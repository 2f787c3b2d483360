import { HarnessError } from '../../harness/foundation/errors/index.js';
import {
  type CertificateDescription,
  type ChainDescription,
  certificateOf,
  changed,
  pathOf,
} from './chain-description.js';
import { type Defect, defects } from './defects/index.js';
import type { MintSpec } from './minted-chain.js';
import { chainRecipes } from './profiles/index.js';
import { type SignatureAlgorithm, signerType } from './signature.js';
import { checkSpec } from './spec.js';

/**
 * What `mintChain` would mint, without making a key: the profile's chain, signed with the algorithm asked for, then
 * each defect in turn. Errors: CERTIFICATE_SPEC_INVALID, also when a defect does not fit the profile or another defect.
 */
export function describeChain(spec: MintSpec): ChainDescription {
  checkSpec(spec);
  const recipe = chainRecipes.find(({ profile }) => profile === spec.profile);
  if (recipe === undefined) throw invalid(`there is no profile "${spec.profile}"`);
  const sound = recipe.describe(spec);
  const signed = spec.algorithm === undefined ? sound : signedWith(sound, spec.algorithm);
  const described = (spec.defects ?? []).reduce((chain, id) => applied(chain, defectOf(id), spec), signed);
  checkSignatures(described);
  return described;
}

function defectOf(id: string): Defect {
  const defect = defects.find((one) => one.id === id);
  if (defect === undefined) throw invalid(`there is no defect "${id}"`);
  return defect;
}

function applied(chain: ChainDescription, defect: Defect, spec: MintSpec): ChainDescription {
  const length = pathOf(chain).length;
  const needed = defect.needs === undefined ? 1 : defect.needs === 'issuer' ? 2 : 3;
  if (length < needed) {
    const what = defect.needs === 'issuer' ? 'an authority above the server' : 'an authority between server and root';
    throw invalid(`the defect "${defect.id}" needs ${what}, which the profile "${chain.profile}" has not`);
  }
  return { ...defect.apply(chain, spec), defects: [...chain.defects, defect.id] };
}

/** A stand-in keeps the real root's signature and kind of key, and so what is signed right below it can only be RSA. */
function signedWith(chain: ChainDescription, algorithm: SignatureAlgorithm): ChainDescription {
  const elliptic = signerType(algorithm) === 'ec';
  const isStandIn = (id: string) => chain.standIns.some((one) => one.id === id);
  return chain.certificates.reduce((now, { authority, id, issuer }) => {
    if (isStandIn(id)) return now;
    const signature = elliptic && isStandIn(issuer) ? {} : { algorithm };
    const signs = authority || issuer === id;
    return changed(now, id, { ...signature, ...(elliptic && signs ? { key: 'ec-p256' as const } : {}) });
  }, chain);
}

function checkSignatures(chain: ChainDescription): void {
  for (const certificate of chain.certificates) {
    const signer = keyHolder(chain, certificateOf(chain, certificate.issuer));
    const kind = signer.key.startsWith('ec-') ? 'ec' : 'rsa';
    if (signerType(certificate.algorithm) !== kind) {
      throw invalid(
        `"${certificate.id}" cannot be signed with ${certificate.algorithm}, as the key of "${signer.id}" is ${signer.key}`,
      );
    }
  }
}

/** The certificate whose own key this one has. */
export function keyHolder(chain: ChainDescription, certificate: CertificateDescription): CertificateDescription {
  return certificate.keyOf === undefined ? certificate : keyHolder(chain, certificateOf(chain, certificate.keyOf));
}

function invalid(detail: string): HarnessError {
  return new HarnessError('CERTIFICATE_SPEC_INVALID', { detail });
}
