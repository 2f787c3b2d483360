import { type FindingKind, shows } from '../finding.js';

export const updateNotApproved: FindingKind = {
  id: 'update-not-approved',
  afterSignIn: 'as-well',
  explain: () =>
    'The update for this device was imported and not approved, and the device is no test device: it is offered nothing.',
  diagnose: (evidence) => {
    const answer = evidence.last('device-update.answer');
    if (answer?.reason !== 'not-approved') return undefined;
    return {
      id: 'update-not-approved',
      sentence: `Firmware ${answer.version ?? ''} is pending in the rule for this phone, which has ${answer.installed ?? 'an unknown version'} and is no test device.`,
      evidence: [shows(answer, 'the update check was answered with nothing; the audit log has no Response Modules')],
      remedies: [
        `Approve the update: Approve-CsDeviceUpdateRule -Identity "${answer.rule ?? ''}" (\`mock-lync update approve\`).`,
        'To try it on this phone alone, make it a test device by its MAC address or serial number (New-CsTestDevice).',
      ],
      source: 'Skype for Business PowerShell reference, Approve-CsDeviceUpdateRule; failure catalogue U05',
    };
  },
};
