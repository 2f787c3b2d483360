import type { JournalEvent } from '../../journal/index.js';
import { type FindingKind, shows } from '../finding.js';

interface Cause {
  readonly why: string;
  readonly remedies: readonly string[];
  readonly source: string;
}

const disabled: Cause = {
  why: 'chain download is not enabled',
  remedies: ['Enable it: Set-CsWebServiceConfiguration -EnableCertChainDownload $true.'],
  source: 'TechNet: root chain download (check whether it is enabled on the web service); failure catalogue T15',
};

export const chainDownloadRefused: FindingKind = {
  id: 'chain-download-refused',
  explain: () =>
    'The certificate provisioning service was reached and refused the root chain: the download is switched off, or a trusted CA of its list is not in its own store.',
  diagnose: (evidence) => {
    const refused = evidence.last('root-chain.refused');
    const cause = refused && causeOf(refused, evidence.all('trusted-ca.missing'));
    if (!refused || !cause) return undefined;
    if (evidence.all('root-chain.served').some(({ seq }) => seq > refused.seq)) return undefined;
    const missing = evidence.all('trusted-ca.missing').filter(({ connection }) => connection === refused.connection);
    return {
      id: 'chain-download-refused',
      sentence: `The certificate provisioning service answered over ${refused.over} and gave no root chain: ${cause.why}.`,
      evidence: [
        ...missing.map((event) =>
          shows(event, `${event.thumbprint} (${event.store}) is not in the server’s own store`),
        ),
        shows(refused, `the service refused the chain: ${refused.reason}`),
      ],
      remedies: cause.remedies,
      source: cause.source,
    };
  },
};

function causeOf(
  { reason }: JournalEvent<'root-chain.refused'>,
  missing: readonly JournalEvent<'trusted-ca.missing'>[],
): Cause | undefined {
  if (reason === 'chain-download-disabled') return disabled;
  const entry = missing.at(-1);
  if (reason !== 'trusted-ca-missing' || !entry) return undefined;
  return {
    why: `the trusted CA ${entry.thumbprint} (${entry.store}) is in TrustedCACerts and not in the server’s own certificate store`,
    remedies: [
      'Import that certificate into the certificate store of every Front End, or take it out of the list: Set-CsWebServiceConfiguration -TrustedCACerts @{Remove=…}.',
      'Compare the thumbprint with New-CsWebTrustedCACertificate’s: one copied from the certificate dialog may begin with an invisible character.',
    ],
    source: 'New-CsWebTrustedCACertificate and Set-CsWebServiceConfiguration; that the download fails is inferred',
  };
}
