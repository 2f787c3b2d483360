import { type FindingKind, shows } from '../finding.js';
import { lastTicketRefusal } from '../ticket-refusal.js';

const problems: Readonly<Record<string, readonly [why: string, remedy: string]>> = {
  'pin-expired': ['the PIN has expired', 'Set a new PIN (Set-CsClientPin), or raise PinLifetime (Set-CsPinPolicy).'],
  'pin-not-set': [
    'no PIN was ever set',
    'Set a PIN with Set-CsClientPin, or have the user set one on the dial-in page.',
  ],
  'pin-not-enabled': ['the user is not enabled for PINs', 'Grant the user a policy that allows PINs.'],
  'pin-too-short': [
    'the PIN is shorter than the policy allows now',
    'Set a longer PIN, or lower MinPasswordLength (Set-CsPinPolicy).',
  ],
  'user-disabled': ['the user is disabled', 'Enable the user (Enable-CsUser, and the account in Active Directory).'],
  unauthorized: ['the user may not use this service', 'Check the user’s policies and the pool the user is homed on.'],
};

export const pinUnusable: FindingKind = {
  id: 'pin-unusable',
  explain: () => 'The number and PIN that were typed are right, but the PIN, or its user, may not be used.',
  diagnose: (evidence) => {
    const refused = lastTicketRefusal(evidence, ({ method }) => method === 'pin');
    const problem = refused && problems[refused.problem];
    if (!refused || !problem) return undefined;
    const [why, remedy] = problem;
    return {
      id: 'pin-unusable',
      sentence: `The web ticket service refused the PIN typed for ${refused.account ?? 'the user'}: ${why}.`,
      evidence: [shows(refused, `web ticket refused with ${refused.errorId}: ${refused.problem}`)],
      remedies: [remedy, 'Check with Get-CsClientPinInfo.'],
      source: 'Lync Server 2010 SDK, PinFailureReason; Set-CsPinPolicy',
    };
  },
};
