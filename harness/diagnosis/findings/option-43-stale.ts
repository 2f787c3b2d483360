import { cameFurther, hostOf, locationQuestion, nameIsGone } from '../dhcp-answers.js';
import { type FindingKind, shows } from '../finding.js';

export const option43Stale: FindingKind = {
  id: 'option-43-stale',
  explain: () =>
    'Option 43 names a server that DNS does not know: a pool that was moved or taken down, or one whose record is missing.',
  diagnose: (evidence) => {
    const question = locationQuestion(evidence);
    const reply = question?.replies.find((event) => event.certificateService !== undefined);
    const host = hostOf(reply?.certificateService ?? '');
    if (!question || !reply || host === undefined || cameFurther(evidence)) return undefined;
    const gone = nameIsGone(evidence, host);
    if (!gone) return undefined;
    return {
      id: 'option-43-stale',
      sentence: `DHCP sends the phone to ${host}, which DNS does not know: Option 43 still names a server that is gone, or its A record is missing.`,
      evidence: [
        shows(reply, `Option 43 of ${reply.server ?? 'the DHCP server'} spells ${reply.certificateService}`),
        shows(gone, `${gone.name}: ${gone.code}`),
      ],
      remedies: [
        'Set Option 43 (and 120) of this scope to the pool of today: `mock-lync option43 encode --sip-server POOL --web-server WEB`.',
        `Where ${host} is right, create its A record in the zone the phones ask.`,
        'Reset the phones that hang; those that are signed in go on with what they remember.',
      ],
      source: 'Field report: desk phones after a pool was taken down; failure catalogue T14',
    };
  },
};
