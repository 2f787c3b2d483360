import { type FindingKind, shows } from '../finding.js';
import { lastTicketRefusal } from '../ticket-refusal.js';

export const webCertificateAuthenticationOff: FindingKind = {
  id: 'web-certificate-authentication-off',
  afterSignIn: 'as-well',
  explain: () => 'The web services take no certificates, so phones cannot renew theirs without a person.',
  diagnose: (evidence) => {
    const refused = lastTicketRefusal(evidence, ({ problem }) => problem === 'certificate-authentication-off');
    if (!refused) return undefined;
    return {
      id: 'web-certificate-authentication-off',
      sentence:
        'Certificate authentication is switched off in the web services, and the phone asked for a ticket by certificate.',
      evidence: [shows(refused, `web ticket refused with ${refused.errorId}: ${refused.problem}`)],
      remedies: ['Switch it on: Set-CsWebServiceConfiguration -UseCertificateAuth $true.'],
      source: 'Lync Server 2010, authentication process of phones (gg413090); Set-CsWebServiceConfiguration',
    };
  },
};
