import { compareFirmware } from '../../../certs/trust/index.js';
import type { SignatureKind } from '../../wire/firmware-image/index.js';

/** How a model keeps its firmware up to date, with the firmware it runs. */
export interface UpdateHabits {
  /** Whether it looks for `ucupdates-r2` in the domain of DHCP before anybody signs in. */
  asksByName(firmware: string): boolean;
  /** Of the check by name. */
  scheme(firmware: string): 'http' | 'https';
  /** Where the check of every day goes: to the name once more, or to the address in-band provisioning gave. */
  dailyBy(firmware: string): 'name' | 'in-band';
  /** Whether it takes an image offered over the one it runs. */
  takes(installed: string, offered: string): boolean;
  /** Signatures of images it can check. */
  verifies(firmware: string): ReadonlySet<SignatureKind>;
  /** Whether it asks at all, with that firmware. */
  updatesItself(firmware: string): boolean;
  /** Whether the PIN that locks the phone is not taken over by the firmware that is installed. */
  losesLock(from: string, to: string): boolean;
  /** Milliseconds between checks while it stays signed in. */
  readonly everyMs: number;
  /** Milliseconds without use before it installs; 0: at once, for nobody uses an emulated phone. */
  readonly idleMs: number;
}

const LYNC = '4.0.0.0';
/** The first 1.0 build whose check by name is not switched off: 1.0.199.123 never asks, 1.0.522.101 does (sourced). */
const FIRST_BY_NAME = '1.0.522.0';
/** The first Lync-qualified build that updates itself from the service (sourced, for its online successor). */
const FIRST_QUALIFIED = '5.4.0.10182';
/** The first with Phone-Lock, which does not inherit the PIN of the device lock before it (sourced). */
const FIRST_PHONE_LOCK = '5.5.0.0';
const DAY_MS = 86_400_000;

const beforeLync = (firmware: string) => compareFirmware(firmware, LYNC) < 0;
const onlyOcs: ReadonlySet<SignatureKind> = new Set(['ocs']);
const both: ReadonlySet<SignatureKind> = new Set(['ocs', 'lync']);

/**
 * Microsoft's software. Sourced: a check at power-on, at sign-in and every 24 hours; Communicator Phone Edition by name,
 * over http and newer images only, unable to check the signature of later ones; Lync Phone Edition over https. That it
 * takes whatever differs follows from the roll-back the service has; that it asks in-band addresses daily is inferred.
 */
export const microsoftUpdates: UpdateHabits = {
  asksByName: (firmware) => compareFirmware(firmware, FIRST_BY_NAME) >= 0,
  scheme: (firmware) => (beforeLync(firmware) ? 'http' : 'https'),
  dailyBy: (firmware) => (beforeLync(firmware) && microsoftUpdates.asksByName(firmware) ? 'name' : 'in-band'),
  takes: (installed, offered) => {
    const difference = compareFirmware(offered, installed);
    return beforeLync(installed) ? difference > 0 : difference !== 0;
  },
  verifies: (firmware) => (beforeLync(firmware) ? onlyOcs : both),
  updatesItself: () => true,
  losesLock: () => false,
  everyMs: DAY_MS,
  idleMs: 0,
};

/**
 * Phones qualified for Lync, as far as it is documented of the VVX: a signed-in user, from a certain build on. Poll
 * interval and idle time are recollected defaults of `lync.deviceUpdate`.
 */
export const qualifiedPhoneUpdates: UpdateHabits = {
  asksByName: () => false,
  scheme: () => 'https',
  dailyBy: () => 'in-band',
  takes: (installed, offered) => compareFirmware(installed, offered) !== 0,
  verifies: () => both,
  updatesItself: (firmware) => compareFirmware(firmware, FIRST_QUALIFIED) >= 0,
  losesLock: (from, to) => compareFirmware(from, FIRST_PHONE_LOCK) < 0 && compareFirmware(to, FIRST_PHONE_LOCK) >= 0,
  everyMs: 7_200_000,
  idleMs: 900_000,
};
