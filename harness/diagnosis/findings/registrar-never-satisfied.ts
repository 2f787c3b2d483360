import { type FindingKind, shows } from '../finding.js';

const UNAUTHORIZED = 401;

export const registrarNeverSatisfied: FindingKind = {
  id: 'registrar-never-satisfied',
  explain: () => 'The Front End answers 401 to whatever the phone signs in with, and never says what is wrong.',
  diagnose: (evidence) => {
    const answer = evidence.all('front-end.response').findLast(({ method }) => method === 'REGISTER');
    const tried = evidence
      .all('front-end.register')
      .findLast(
        ({ scheme, seq, step }) => scheme !== undefined && step !== 'unauthenticated' && seq < (answer?.seq ?? 0),
      );
    if (answer?.status !== UNAUTHORIZED || !tried) return undefined;
    // A refusal that has a reason is another finding's.
    if (evidence.all('front-end.refused').some(({ connection }) => connection === answer.connection)) return undefined;
    return {
      id: 'registrar-never-satisfied',
      sentence: `The Front End answered ${answer.status} to the ${tried.scheme} sign-in of ${tried.user} and gave no reason; firmware of OCS 2007 gets that from Lync Server 2013 for ever.`,
      evidence: [
        shows(tried, `the phone answered the challenge by ${tried.scheme}`),
        shows(answer, `${answer.method} answered ${answer.status} ${answer.reason}`),
      ],
      remedies: [
        'Read the firmware in System Information: 1.0.x is too old for Lync Server 2013 whatever the client version policy allows; 3.5.6907.187 is the oldest seen to register.',
        'Update the phone against an older pool, or by the update service before anybody signs in, in two steps: CU5 (4.0.7577.4066) first.',
      ],
      source: 'schertz 2013/05, Updating Lync Phone Edition for Lync 2013; failure catalogue A11',
    };
  },
};
