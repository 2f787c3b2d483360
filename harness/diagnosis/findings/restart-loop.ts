import type { JournalEvent } from '../../journal/index.js';
import type { Evidence } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';

/** Reboots right after a sign-in: two may be somebody at the plug. */
const REBOOTS = 3;
/** A phone that is on for longer did not crash at what it was told after its sign-in. */
const SOON_MS = 10 * 60_000;

export const restartLoop: FindingKind = {
  id: 'restart-loop',
  afterSignIn: 'as-well',
  explain: () => 'The phone signs in, and boots anew soon afterwards without taking its leave, again and again.',
  diagnose: (evidence) => {
    const reboots = evidence.all('front-end.signed-in').flatMap((signedIn) => rebootAfter(evidence, signedIn) ?? []);
    if (reboots.length < REBOOTS) return undefined;
    return {
      id: 'restart-loop',
      sentence: `The phone was signed in and booted anew within minutes, ${reboots.length} times, without signing out: its firmware crashes.`,
      evidence: reboots.slice(-REBOOTS).map((boot) => shows(boot, 'it asked DHCP anew, as after power-on')),
      remedies: [
        'Install a later build by hand: this one never stays signed in long enough to fetch it.',
        'Sign in as a user who has never signed in elsewhere, and leave the phone alone until it has updated itself.',
      ],
      source: 'A re-published blog on upgrading the CX700; failure catalogue U04',
    };
  },
};

function rebootAfter(evidence: Evidence, signedIn: JournalEvent<'front-end.signed-in'>) {
  const boot = evidence
    .all('dhcp.request')
    .find(({ message, seq }) => seq > signedIn.seq && /INFORM|DISCOVER/.test(message));
  if (!boot || boot.elapsed - signedIn.elapsed > SOON_MS) return undefined;
  const between = ({ seq }: { readonly seq: number }) => seq > signedIn.seq && seq < boot.seq;
  const left = evidence.all('front-end.signed-out').some(between);
  return left || evidence.all('front-end.signed-in').some(between) ? undefined : boot;
}
