import { compareFirmware } from '../../../certs/trust/index.js';
import { type FindingKind, shows } from '../finding.js';

const FIRST_PHONE_LOCK = '5.5.0.0';

export const updateLockLost: FindingKind = {
  id: 'update-lock-lost',
  afterSignIn: 'as-well',
  explain: () => 'A VVX went over to a release that does not take over the PIN with which it was locked.',
  diagnose: (evidence) => {
    const checks = evidence.all('device-update.check').filter(({ model }) => /^VVX/i.test(model ?? ''));
    const after = checks.find(({ version }, nth) => isLater(version) && isEarlier(checks[nth - 1]?.version));
    const before = checks.findLast(({ seq }) => seq < (after?.seq ?? 0));
    if (!after || !before) return undefined;
    return {
      id: 'update-lock-lost',
      sentence: `The phone went from ${before.version} to ${after.version}: if a PIN locked it, that is gone, and anybody can use the phone.`,
      evidence: [
        shows(before, `${before.version} asked for updates`),
        shows(after, `${after.version} asked for updates`),
      ],
      remedies: [
        'Have the phone ask before it installs (lync.deviceUpdate.popUpSK.enabled=1), so that its user can postpone, and knows to set a new PIN afterwards.',
        'Set the PIN of the lock anew on the phone.',
      ],
      source: 'Deploying Skype for Business Online phones; failure catalogue U10',
    };
  },
};

function isEarlier(version: string | undefined): boolean {
  return isVersion(version) && compareFirmware(version, FIRST_PHONE_LOCK) < 0;
}

function isLater(version: string | undefined): boolean {
  return isVersion(version) && compareFirmware(version, FIRST_PHONE_LOCK) >= 0;
}

/** Whatever a device says of itself. */
function isVersion(version: string | undefined): version is string {
  return version !== undefined && /^\d{1,9}(\.\d{1,9}){3}$/.test(version);
}
