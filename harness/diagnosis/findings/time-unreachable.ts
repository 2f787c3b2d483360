import { refusalWords } from '../evidence.js';
import { type Finding, type FindingKind, shows } from '../finding.js';
import { answerWords } from '../name-answers.js';
import { askedForTime, certificateRefusal, timeAnswers, timeLookUps } from '../time-answers.js';

export const timeUnreachable: FindingKind = {
  id: 'time-unreachable',
  explain: () =>
    'The phone looked for a time server and got no time, and with the date it woke up with no certificate is valid.',
  diagnose: (evidence) => {
    const refused = certificateRefusal(evidence);
    if (!refused || !askedForTime(evidence)) return undefined;
    if (timeAnswers(evidence).some(({ kind }) => kind !== 'no-answer-to-it')) return undefined;
    const lookUps = timeLookUps(evidence);
    const named = lookUps.some(({ answers }) => answers.length > 0);
    const asked = evidence.last('ntp.request');
    const reply = evidence.last('ntp.reply');
    const proof: Finding['evidence'][number][] = lookUps.map((event) => shows(event, answerWords(event)));
    if (asked) proof.push(shows(asked, 'the phone asks for the time'));
    if (reply) proof.push(shows(reply, 'the answer is none to this question, or tells no time'));
    proof.push(shows(refused, `the phone ${refusalWords(refused)}`));
    return {
      id: 'time-unreachable',
      sentence: `The phone never learnt the date: ${cause(named, asked !== undefined, reply !== undefined)}. It goes on with the date it woke up with, and every certificate is invalid.`,
      evidence: proof,
      remedies: [
        'Create the SRV record _ntp._udp.<domain> (port 123, a domain controller) in the SIP domain and in the domain DHCP gives.',
        'Open UDP 123 from the phones’ network to that server, or to time.windows.com where there is no record.',
      ],
      source: 'TechNet: NTP for phones; msxfaq; failure catalogue N06',
    };
  },
};

function cause(named: boolean, asked: boolean, answered: boolean): string {
  if (answered) return 'the time server’s answers are none a client may take';
  if (asked) return 'the time server does not answer';
  return named ? 'DNS names a time server, and no question arrived there' : 'DNS names no time server';
}
