import { type FindingKind, shows } from '../finding.js';
import { lastTicketRefusal } from '../ticket-refusal.js';

export const numberNotUnique: FindingKind = {
  id: 'number-not-unique',
  explain: () => 'Several users have the number that was typed, and the PIN does not tell them apart.',
  diagnose: (evidence) => {
    const refused = lastTicketRefusal(
      evidence,
      ({ problem }) => problem === 'pin-not-unique' || problem === 'user-not-unique',
    );
    if (!refused) return undefined;
    const why = refused.problem === 'pin-not-unique' ? ' with the same PIN' : '';
    return {
      id: 'number-not-unique',
      sentence: `Several users${why} have the number ${refused.account ?? 'typed'}; the web ticket service cannot tell whose phone it is.`,
      evidence: [shows(refused, `web ticket refused with ${refused.errorId}: ${refused.problem}`)],
      remedies: [
        'Give each user a LineUri with an extension of its own: tel:+12065551001;ext=1001.',
        'Until then, give one of them another PIN (Set-CsClientPin).',
      ],
      source: 'Lync Server 2010, authentication process of phones (gg413090)',
    };
  },
};
