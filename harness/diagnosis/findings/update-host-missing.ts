import { type FindingKind, shows } from '../finding.js';
import { answerWords } from '../name-answers.js';

export const updateHostMissing: FindingKind = {
  id: 'update-host-missing',
  afterSignIn: 'as-well',
  explain: () => 'The phone looks for the device update service under a name that DNS does not have.',
  diagnose: (evidence) => {
    const lookUps = evidence.all('dns.answer').filter(({ name }) => /^ucupdates(-r2)?\./i.test(name));
    const [first] = lookUps;
    if (!first || lookUps.some(({ answers }) => answers.length > 0)) return undefined;
    // Signed in, it is told an address of the service, and asks there.
    const [check] = evidence.all('device-update.check');
    const [signedIn] = evidence.all('front-end.signed-in');
    if (check && !(signedIn && signedIn.seq < check.seq)) return undefined;
    return {
      id: 'update-host-missing',
      sentence: `DNS has no ${first.name}, the name under which the phone looks for firmware before anybody signs in; until somebody does, it never updates.`,
      evidence: lookUps.map((event) => shows(event, answerWords(event))),
      remedies: [
        `Create the A record ${first.name}, the internal web services: it is looked for in the domain that DHCP option 15 gives, which may not be the SIP domain.`,
      ],
      source: 'Polycom CX700 deployment guide, p. 23; Lync DNS requirements; failure catalogue N07',
    };
  },
};
