import { refusalWords } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';

const DAY_MS = 86_400_000;

export const exchangeUntrusted: FindingKind = {
  id: 'exchange-untrusted',
  afterSignIn: 'alone',
  explain: () =>
    'The phone is signed in, but does not trust the certificate of Exchange: no calendar and no voice mail.',
  diagnose: (evidence) => {
    const refused = evidence.standingRefusal('exchange');
    const flight = refused && evidence.presentedOn(refused);
    const [leaf] = flight?.chain ?? [];
    if (!refused || !flight || !leaf) return undefined;
    const worked = evidence.all('exchange.request').findLast((event) => event.seq < refused.seq);
    const days = worked ? Math.floor(refused.elapsed / DAY_MS) : 0;
    const other = worked && evidence.lastPresented('exchange', worked.seq)?.chain[0];
    const since = worked ? `, which worked ${days > 0 ? `for ${days} days` : 'before'}` : '';
    return {
      id: 'exchange-untrusted',
      sentence: `The phone does not trust the certificate of Exchange "${leaf.subject}" by "${leaf.issuer}"${since}.`,
      evidence: [
        ...(worked && other && other.thumbprint !== leaf.thumbprint
          ? [shows(worked, `Exchange answered while it presented "${other.subject}" by "${other.issuer}"`)]
          : []),
        shows(flight, `Exchange presented ${flight.chain.map(({ subject }) => `"${subject}"`).join(' below ')}`),
        shows(refused, `the phone ${refusalWords(refused)}`),
      ],
      remedies: [
        'Add the authority of the Exchange certificate to the certificate web service (New-CsWebTrustedCACertificate, Set-CsWebServiceConfiguration -TrustedCACerts @{Add=…}), keep it reachable on 80 and 443, and sign in again.',
        'Give Exchange a certificate of the authority that issued the pool’s, with its name and autodiscover.<SMTP domain> in it.',
        'Check the Autodiscover configuration of Exchange: the phone must be sent to a name that is in the certificate.',
      ],
      source: 'ocsguy.com, Lync Phone Edition and Exchange certificates; failure catalogue T06, T07',
    };
  },
};
