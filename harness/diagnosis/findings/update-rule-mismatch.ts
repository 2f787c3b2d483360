import { type FindingKind, shows } from '../finding.js';

export const updateRuleMismatch: FindingKind = {
  id: 'update-rule-mismatch',
  afterSignIn: 'as-well',
  explain: () =>
    'There is an update for this model, but for another revision, locale or device type than the device says it has.',
  diagnose: (evidence) => {
    const answer = evidence.last('device-update.answer');
    if (answer?.reason !== 'other-key') return undefined;
    const parts = answer.differs?.join(' and ') ?? 'key';
    return {
      id: 'update-rule-mismatch',
      sentence: `The rule ${answer.rule ?? ''} is about this model and another ${parts}.`,
      evidence: [shows(answer, `the update check was answered with nothing: ${parts} differs`)],
      remedies: [
        'Compare the device’s line in the audit log with Get-CsDeviceUpdateRule: device type, brand, model, revision and locale must all be the same.',
        'Import the package that has an image for what the device says.',
      ],
      source: 'Lync Server 2013, View information about Device Update rules',
    };
  },
};
