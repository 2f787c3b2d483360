import { type FindingKind, shows } from '../finding.js';

export const updateAnonymousOutside: FindingKind = {
  id: 'update-anonymous-outside',
  afterSignIn: 'as-well',
  explain: () =>
    'The device asked for updates from outside without credentials, which the service refuses: nobody is signed in, or something between strips NTLM.',
  diagnose: (evidence) => {
    const refused = evidence.last('device-update.refused');
    if (refused?.reason !== 'anonymous-outside') return undefined;
    const later = evidence.all('device-update.check').some(({ outside, seq }) => outside && seq > refused.seq);
    if (later) return undefined;
    const times = evidence.all('device-update.refused').filter(({ reason }) => reason === refused.reason).length;
    return {
      id: 'update-anonymous-outside',
      sentence: `The update check from outside was anonymous${times > 1 ? `, ${times} times` : ''}, and was denied.`,
      evidence: [shows(refused, 'the check was answered with 401, and no credentials came')],
      remedies: [
        'Sign a user in on the phone: outside, the check is made in his name.',
        'If a user is signed in: publish the folder RequestHandlerExt without pre-authentication, so that NTLM passes through the reverse proxy.',
      ],
      source: 'OCS 2007 R2, Device Update service security note; TechNet, Updating Devices; failure catalogue U07, U08',
    };
  },
};
