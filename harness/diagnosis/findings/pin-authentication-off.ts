import type { Evidence } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';
import { lastTicketRefusal } from '../ticket-refusal.js';

export const pinAuthenticationOff: FindingKind = {
  id: 'pin-authentication-off',
  explain: () => 'The web services do not take PINs, so phones that know no other way cannot sign in.',
  diagnose: (evidence) => {
    const refused = lastTicketRefusal(evidence, ({ problem }) => problem === 'pin-authentication-off');
    const seen = refused
      ? shows(refused, `web ticket refused with ${refused.errorId}: ${refused.problem}`)
      : portMissed(evidence);
    if (!seen) return undefined;
    return {
      id: 'pin-authentication-off',
      sentence: 'PIN authentication is switched off in the web services, and the phone signs in by PIN.',
      evidence: [seen],
      remedies: [
        'Switch it on: Set-CsWebServiceConfiguration -UsePinAuth $true.',
        'Or pair the phone with a PC by USB and sign in with the user’s credentials.',
      ],
      source: 'Lync Server 2010, authentication process of phones (gg413090); Set-CsWebServiceConfiguration',
    };
  },
};

/** The metadata named no Pin port, and the device asked for no ticket afterwards: it found no port it could use. */
function portMissed(evidence: Evidence): ReturnType<typeof shows> | undefined {
  const told = evidence.all('web-ticket.metadata').at(-1);
  if (!told || told.ports.includes('WebTicketServicePin')) return undefined;
  const asked = [...evidence.all('web-ticket.issued'), ...evidence.all('web-ticket.refused')];
  const requests = evidence.all('web.request').filter(({ method, seq }) => method === 'POST' && seq > told.seq);
  if (asked.length > 0 || requests.length > 0) return undefined;
  return shows(told, `the metadata name ${told.ports.join(', ') || 'no port'}, and the phone went no further`);
}
