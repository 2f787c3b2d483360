import { refusalWords } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';

export const deliveredRootRefused: FindingKind = {
  id: 'delivered-root-refused',
  explain: () =>
    'Active Directory, or the web page of its CA, delivered the root, and the phone refuses the certificates below it all the same.',
  diagnose: (evidence) => {
    const refused = evidence.standingRefusal('front-end');
    const flight = refused && evidence.presentedOn(refused);
    const top = flight?.chain.at(-1);
    const delivered = [...evidence.all('ldap.certificates'), ...evidence.all('authority-page.served')]
      .sort((one, other) => one.seq - other.seq)
      .findLast(
        ({ certificates, seq }) =>
          seq < (refused?.seq ?? 0) &&
          certificates.some(({ selfSigned, subject }) => selfSigned && subject === top?.issuer),
      );
    if (!refused || !flight || !top || !delivered || flight.chain[0]?.selfSigned) return undefined;
    const byPage = delivered.type === 'authority-page.served';
    return {
      id: 'delivered-root-refused',
      sentence: `${byPage ? 'The web page of the CA' : 'Active Directory'} gave the phone "${top.issuer}", and it refuses the Front End below that root all the same.`,
      evidence: [
        shows(
          delivered,
          byPage
            ? `certificates by its web page over ${delivered.over}`
            : `certificates from ${delivered.from.map((dn) => `"${dn}"`).join(', ')}`,
        ),
        shows(flight, `presented ${flight.chain.map(({ subject }) => `"${subject}"`).join(' below ')}`),
        shows(refused, `the phone ${refusalWords(refused)}`),
      ],
      remedies: [
        'Communicator Phone Edition (1.0, 3.5) cannot use SHA-2, nor perhaps 4096-bit keys: use a SHA-1 chain for it, or let it in through the Edge.',
        'Compare the published root with the one in use: the same name with another key is another root; remove the stale one.',
        'Publish the issuing CA too (SubCA) where the server does not present it, and power-cycle the phone.',
      ],
      source: 'ms-uc.herber.co (loop of a CX700 with a SHA-2 root); failure catalogue T09, T13',
    };
  },
};
