import type { JournalEvent } from '../../journal/index.js';
import type { Evidence } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';

/** Offers of one version to a device that had installed it before: one may be a chance, a third is a loop. */
const OFFERS = 3;

export const updateLoop: FindingKind = {
  id: 'update-loop',
  afterSignIn: 'as-well',
  explain: () => 'The phone goes back and forth between two firmwares: two authorities want different ones.',
  diagnose: (evidence) => {
    const offers = offersOver(evidence);
    const last = offers.at(-1);
    if (last === undefined || offers.length < OFFERS) return undefined;
    const { installed = 'another version', version = '' } = last;
    // It restarts for each: a phone that refuses the image stays signed in meanwhile.
    const boots = evidence
      .all('dhcp.request')
      .filter(({ seq }) => seq > (offers[0]?.seq ?? 0) && seq < last.seq).length;
    if (boots < OFFERS - 1) return undefined;
    return {
      id: 'update-loop',
      sentence: `The phone was given firmware ${version} ${offers.length} times, and each time came back with ${installed}.`,
      evidence: offers.map((offer) => shows(offer, `${version} was offered to ${offer.installed ?? 'the phone'}`)),
      remedies: [
        'Leave the firmware to one authority: switch EnableDeviceUpdate off (Set-CsIPPhonePolicy) where a provisioning server gives it.',
        'Have the provisioning server give the version that the update service approved.',
      ],
      source: 'Deploying Skype for Business Online phones; failure catalogue U09',
    };
  },
};

/** The offers of what was last offered, to a phone that says it has the same other version each time. */
function offersOver(evidence: Evidence): JournalEvent<'device-update.answer'>[] {
  const offers = evidence.all('device-update.answer').filter(({ downloads }) => downloads > 0);
  const last = offers.at(-1);
  return offers.filter(({ installed, version }) => version === last?.version && installed === last?.installed);
}
