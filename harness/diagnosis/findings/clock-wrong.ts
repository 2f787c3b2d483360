import { refusalWords } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';
import { certificateRefusal, timeAnswers } from '../time-answers.js';

export const clockWrong: FindingKind = {
  id: 'clock-wrong',
  explain: () => 'The time server told the phone a date on which the server’s certificates are not valid.',
  diagnose: (evidence) => {
    const refused = certificateRefusal(evidence);
    const flight = refused && evidence.presentedOn(refused);
    if (!refused || !flight) return undefined;
    const told = timeAnswers(evidence)
      .filter(({ kind, event }) => kind === 'usable' && event.seq < flight.seq)
      .at(-1)?.event;
    if (!told) return undefined;
    // Not valid on the date told, and valid on the harness's own: then the date is at fault and not the certificate.
    const bad = flight.chain.find((each) => !isWithin(told.date, each) && isWithin(flight.time, each));
    if (!bad) return undefined;
    const early = told.date < bad.notBefore;
    return {
      id: 'clock-wrong',
      sentence: `The time server says ${told.date}, a date on which the certificate "${bad.subject}" is ${early ? 'not yet valid' : 'no longer valid'}; the phone believes it and refuses TLS.`,
      evidence: [
        shows(told, `the time server says ${told.date}`),
        shows(flight, `"${bad.subject}" is valid from ${bad.notBefore} to ${bad.notAfter}`),
        shows(refused, `the phone ${refusalWords(refused)}`),
      ],
      remedies: [
        'Set the clock of the server that _ntp._udp names, usually a domain controller, and of its own source (w32tm /query /status, w32tm /resync), then power-cycle the phone.',
        'Point the SRV record _ntp._udp.<domain> at a server with the right time.',
      ],
      source: 'TechNet: NTP for phones; msxfaq: day, month and year must be right; failure catalogue N06',
    };
  },
};

function isWithin(date: string, { notBefore, notAfter }: { readonly notBefore: string; readonly notAfter: string }) {
  const at = Date.parse(date);
  return at >= Date.parse(notBefore) && at <= Date.parse(notAfter);
}
