import { type FindingKind, shows } from '../finding.js';

export const updateOtherWebService: FindingKind = {
  id: 'update-other-web-service',
  afterSignIn: 'as-well',
  explain: () =>
    'The update for this device was imported into another pool’s web service; rules are not replicated between them.',
  diagnose: (evidence) => {
    const answer = evidence.last('device-update.answer');
    if (answer?.reason !== 'other-web-service') return undefined;
    return {
      id: 'update-other-web-service',
      sentence: `The rule for this phone is ${answer.rule ?? 'one'} of another web service than the one it asked.`,
      evidence: [shows(answer, 'the update check was answered with nothing: this web service has no such rule')],
      remedies: [
        'Import the update into every pool whose phones should have it (Import-CsDeviceUpdate -Identity service:WebServer:<pool>), and approve it there.',
      ],
      source: 'Skype for Business PowerShell reference, Import-CsDeviceUpdate; failure catalogue U06',
    };
  },
};
