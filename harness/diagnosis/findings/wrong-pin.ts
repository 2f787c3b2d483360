import { type FindingKind, shows } from '../finding.js';

const problems: Readonly<Record<string, string>> = {
  'incorrect-pin': 'the PIN is not that user’s',
  locked: 'too many wrong PINs, or an administrator, locked that user',
};

export const wrongPin: FindingKind = {
  id: 'wrong-pin',
  explain: () => 'The web ticket service refused the number and PIN that were typed.',
  diagnose: (evidence) => {
    const refused = evidence
      .all('web-ticket.refused')
      .filter((event) => event.method === 'pin')
      .at(-1);
    const why = refused && problems[refused.problem];
    if (!refused || !why) return undefined;
    if (evidence.all('web-ticket.issued').some((event) => event.seq > refused.seq)) return undefined;
    return {
      id: 'wrong-pin',
      sentence: `The web ticket service refused the PIN typed for ${refused.account ?? 'the user'}: ${why}.`,
      evidence: [shows(refused, `web ticket refused with ${refused.errorId}: ${refused.problem}`)],
      remedies: [
        'Check with Get-CsClientPinInfo, set a new PIN with Set-CsClientPin, or unlock it with Unlock-CsClientPin.',
        'Check that the number typed is the extension or LineUri of the right user.',
      ],
      source: 'Lync Server 2010, authentication process of phones (gg413090); Test-CsPhoneBootstrap topic',
    };
  },
};
