import { HarnessError } from '../../harness/foundation/errors/index.js';
import type { MintedChain, MintSpec } from './minted-chain.js';
import type { ServerCertificate } from './server-certificate.js';

export async function mintChain(spec: MintSpec): Promise<MintedChain> {
  throw new HarnessError('CERTIFICATE_SPEC_INVALID', { detail: `${spec.profile} cannot be minted yet` });
}

export function serverCertificateOf(chain: MintedChain): ServerCertificate {
  throw new HarnessError('CERTIFICATE_SPEC_INVALID', { detail: `${chain.profile} cannot be served yet` });
}
