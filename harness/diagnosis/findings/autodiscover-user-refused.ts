import { autodiscoverInVain, toldServer } from '../autodiscover-answers.js';
import { type FindingKind, shows } from '../finding.js';

export const autodiscoverUserRefused: FindingKind = {
  id: 'autodiscover-user-refused',
  explain: () =>
    'Autodiscover does not tell the phone where its user signs in: no home is known, or the ticket is refused.',
  diagnose: (evidence) => {
    if (!autodiscoverInVain(evidence) || toldServer(evidence)) return undefined;
    // The first question has no ticket, and is meant to be refused.
    const refused = evidence.all('autodiscover.refused').findLast(({ problem }) => problem !== 'missing');
    if (!refused) return undefined;
    const { problem, status, user } = refused;
    const unknown = problem === 'home-unknown';
    return {
      id: 'autodiscover-user-refused',
      sentence: unknown
        ? `Autodiscover knows no pool of ${user ?? 'the user'}, and nothing else led the phone to a Registrar.`
        : `Autodiscover refuses the web ticket of the phone (${problem}), and nothing else led it to a Registrar.`,
      evidence: [shows(refused, `the User resource answered with ${status}: ${problem}`)],
      remedies: unknown
        ? [
            'Enable the user for Lync and home her in a pool (Get-CsUser: Enabled, RegistrarPool).',
            'Publish the SRV record _sipinternaltls._tcp of the SIP domain: phones go on by it.',
          ]
        : [
            'Check that the web ticket service and autodiscover belong to one pool: tickets of another are refused.',
            'Publish the SRV record _sipinternaltls._tcp of the SIP domain: phones go on by it.',
          ],
      source: 'MS-OCDISCWS 3.1.5.3',
    };
  },
};
