import { compareFirmware } from '../../../certs/trust/index.js';
import { type FindingKind, shows } from '../finding.js';

/** The first version of Lync Phone Edition. */
const FIRST_LYNC = '4.0.0.0';

export const updateSignatureRefused: FindingKind = {
  id: 'update-signature-refused',
  afterSignIn: 'as-well',
  explain: () =>
    'Firmware of the OCS generation is offered an image from CU6 on, whose signature it cannot check: it never installs it.',
  diagnose: (evidence) => {
    const answer = evidence.last('device-update.answer');
    const { installed, signature } = answer ?? {};
    if (answer?.downloads !== 1 || signature !== 'lync' || installed === undefined) return undefined;
    if (!/^\d+(\.\d+){3}$/.test(installed) || compareFirmware(installed, FIRST_LYNC) >= 0) return undefined;
    const fetched = evidence.all('device-update.download').findLast(({ version }) => version === answer.version);
    return {
      id: 'update-signature-refused',
      sentence: `Firmware ${installed} cannot check how ${answer.version ?? 'the image'} is signed, and refuses it.`,
      evidence: [
        shows(answer, `${answer.version ?? 'an image'} was offered to a phone that has ${installed}`),
        ...(fetched ? [shows(fetched, 'its files were fetched, and the version stays')] : []),
      ],
      remedies: ['Go in two steps: approve 4.0.7577.4066 (CU5) first, and what is newer once the phone has that.'],
      source: 'msxfaq, Lync Phone Edition updates; failure catalogue U01',
    };
  },
};
