import { type FindingKind, shows } from '../finding.js';

export const registrarCertificateAuthenticationOff: FindingKind = {
  id: 'registrar-certificate-authentication-off',
  explain: () =>
    'The Registrar offers no certificate authentication, without which phones with a USB port or a PIN do not sign in.',
  diagnose: (evidence) => {
    const challenge = evidence.last('front-end.challenge');
    if (!challenge || challenge.schemes.length === 0 || challenge.schemes.includes('TLS-DSK')) return undefined;
    // A phone that went on with what is offered was stopped by something else.
    const wentOn = evidence.all('front-end.register').some(({ step }) => step === 'handshake');
    if (wentOn) return undefined;
    return {
      id: 'registrar-certificate-authentication-off',
      sentence: `The Registrar offers ${challenge.schemes.join(' and ')} alone, and the phone goes no further without certificate authentication.`,
      evidence: [shows(challenge, `challenged ${challenge.user} with ${challenge.schemes.join(', ')}`)],
      remedies: [
        'Switch it on: Set-CsProxyConfiguration -UseCertificateForClientToProxyAuth $true.',
        'Phones of the CX700 kind sign in with NTLM meanwhile.',
      ],
      source: 'Lync Server 2010, authentication process of phones (gg413090); failure catalogue A02',
    };
  },
};
