import { compareFirmware } from '../../../certs/trust/index.js';
import { type FindingKind, shows } from '../finding.js';

const FIRST_QUALIFIED = '5.4.0.10182';
/** The interval at which later builds ask (recollected of `lync.deviceUpdate`). */
const POLL_MS = 2 * 3_600_000;

export const updateBuildTooOld: FindingKind = {
  id: 'update-build-too-old',
  afterSignIn: 'as-well',
  explain: () => 'A VVX of a build that does not look for updates stays as it is, whatever is approved.',
  diagnose: (evidence) => {
    const [signedIn] = evidence.all('front-end.signed-in');
    const request = evidence
      .all('front-end.request')
      .findLast(({ userAgent = '' }) => /PolycomVVX-\S*-UA\/\d+(\.\d+){3}$/.test(userAgent));
    const firmware = request?.userAgent?.split('/').at(-1);
    if (!signedIn || !request || firmware === undefined) return undefined;
    if (compareFirmware(firmware, FIRST_QUALIFIED) >= 0 || evidence.all('device-update.check').length > 0) {
      return undefined;
    }
    const last = evidence.events.at(-1);
    if (!last || last.elapsed - signedIn.elapsed < POLL_MS) return undefined;
    return {
      id: 'update-build-too-old',
      sentence: `The phone runs ${firmware} and has not asked for updates in hours: builds before ${FIRST_QUALIFIED} do not.`,
      evidence: [shows(request, `${request.userAgent} is signed in`)],
      remedies: [
        `Install ${FIRST_QUALIFIED} or later once by hand, or by the phone’s own provisioning server; from then on it asks by itself, as long as a user is signed in.`,
      ],
      source: 'Microsoft support, firmware features of the VVX; failure catalogue U11',
    };
  },
};
