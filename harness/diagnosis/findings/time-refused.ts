import { refusalWords } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';
import { certificateRefusal, timeAnswers } from '../time-answers.js';

export const timeRefused: FindingKind = {
  id: 'time-refused',
  explain: () =>
    'The time server sent the phone away, or has no time itself, and without a date no certificate is valid.',
  diagnose: (evidence) => {
    const refused = certificateRefusal(evidence);
    const answers = timeAnswers(evidence);
    const last = answers.findLast(({ kind }) => kind === 'kiss' || kind === 'unsynchronised');
    if (!refused || !last || answers.some(({ kind }) => kind === 'usable')) return undefined;
    const { event, kind } = last;
    const what =
      kind === 'kiss'
        ? `sent the phone away with a kiss of death, ${event.kiss ?? 'without a code'}`
        : 'says that its own clock is not synchronised';
    return {
      id: 'time-refused',
      sentence: `The time server ${what}, so the phone keeps the date it woke up with and finds every certificate invalid.`,
      evidence: [
        shows(event, `the answer has stratum ${event.stratum} and leap indicator ${event.leap}`),
        shows(refused, `the phone ${refusalWords(refused)}`),
      ],
      remedies: [
        kind === 'kiss'
          ? 'Let the phones’ network ask the time server: kisses come from its access list or rate limit (restrict … kod limited).'
          : 'Synchronise the time server with its own source (w32tm /config /manualpeerlist, w32tm /resync), then power-cycle the phone.',
        'Point the SRV record _ntp._udp.<domain> at another server.',
      ],
      source: 'RFC 4330, section 8; TechNet: NTP for phones; failure catalogue N06',
    };
  },
};
