import { type FindingKind, shows } from '../finding.js';

export const certificateStoreUnavailable: FindingKind = {
  id: 'certificate-store-unavailable',
  afterSignIn: 'as-well',
  explain: () =>
    'The certificate provisioning service could not publish the user’s certificate: the user store of the home pool did not answer.',
  diagnose: (evidence) => {
    const refused = evidence.last('certificate.refused');
    if (refused?.problem !== 'certificate-store-unavailable') return undefined;
    if (evidence.all('certificate.issued').some(({ seq }) => seq > refused.seq)) return undefined;
    return {
      id: 'certificate-store-unavailable',
      sentence: `The certificate for ${refused.entity ?? 'the user'} was not issued: the web service cannot reach the user store of the home pool.`,
      evidence: [shows(refused, `certificate refused with ${refused.errorId}: the data store is unavailable`)],
      remedies: [
        'Check the connection between the web services and the user store of the user’s home pool; the server’s event log has "data store unavailable".',
        'Once it answers again, power-cycle the phone: it does not ask a second time by itself.',
      ],
      source: 'TechNet: client certificates of phones; failure catalogue T16',
    };
  },
};
