import type { Anchor } from '../../../certs/trust/index.js';
import type { PhoneIdentity } from '../identity.js';
import { sipAddressOf } from '../identity.js';
import { forgetUser, type PhoneMemory, type UserCertificate } from '../memory.js';
import type { PhoneOptions } from '../options.js';
import type { Provisioned } from '../provisioned.js';
import type { Flash, PartialImage } from '../update/flash.js';
import type { ImageSlot } from '../update/image-slot.js';
import type { HeldTicket } from '../web-ticket.js';

/** What a phone has in its flash memory: it is the same phone after a power cycle. Holds the user's private key. */
export interface KeptPhone extends PhoneIdentity {
  readonly model: string;
  /** Without `sip:`. */
  readonly sipAddress?: string;
  readonly certificate?: UserCertificate;
  /** Used by a phone that keeps its ticket. */
  readonly ticket?: HeldTicket;
  readonly anchors: readonly Anchor[];
  /** DER. */
  readonly intermediates: readonly Buffer[];
  readonly provisioned?: Provisioned;
  readonly firmware?: KeptFirmware;
}

/** What the phone boots, the image before that, and one that is checked and not yet installed. */
export interface KeptFirmware {
  readonly current: string;
  readonly backup?: string;
  readonly staged?: string;
  /** What has come of an image; its bytes are kept elsewhere. */
  readonly partial?: Omit<PartialImage, 'slot'>;
}

/** What of a phone's memory outlives the power. */
export function keptOf(model: string, { epid, mac, serial }: PhoneIdentity, memory: PhoneMemory): KeptPhone {
  const { certificate, flash, provisioned, sipAddress, ticket } = memory;
  const { backup, current, partial, staged } = flash;
  return {
    ...{ model, epid, mac, serial },
    ...(sipAddress !== undefined && { sipAddress }),
    ...(certificate && { certificate }),
    ...(ticket && { ticket }),
    anchors: [...memory.deliveredAnchors],
    intermediates: [...memory.intermediates],
    ...(provisioned && { provisioned }),
    firmware: {
      current,
      ...(backup && { backup }),
      ...(staged && { staged: staged.version }),
      ...(partial && { partial: partOf(partial) }),
    },
  };
}

/** What a phone that is switched on again is given beside what it kept. */
type Restoring = Pick<PhoneOptions, 'imageSlot' | 'typed'>;

/**
 * Puts it back into the memory of a phone that is off. Whoever types another user's address than the one before begins
 * without what was that user's; a number and a PIN do not tell whose they are.
 */
export function restore(memory: PhoneMemory, kept: KeptPhone, { imageSlot, typed }: Restoring): void {
  const { certificate, firmware, provisioned, sipAddress, ticket } = kept;
  if (firmware) restoreFirmware(memory.flash, firmware, imageSlot);
  if (sipAddress !== undefined) memory.sipAddress = sipAddress;
  if (certificate) memory.certificate = certificate;
  if (ticket) memory.ticket = ticket;
  if (provisioned) memory.provisioned = provisioned;
  memory.deliveredAnchors.push(...kept.anchors);
  memory.intermediates.push(...kept.intermediates);
  if (typed.signIn !== 'pin' && sipAddress?.toLowerCase() !== sipAddressOf(typed.sipAddress).toLowerCase()) {
    forgetUser(memory);
  }
}

/** The elapsed time of an image's staging is lost with the power: it is installed at the next occasion. */
function restoreFirmware(flash: Flash, { backup, current, partial, staged }: KeptFirmware, slot?: ImageSlot): void {
  flash.current = current;
  if (backup !== undefined) flash.backup = backup;
  if (staged !== undefined) flash.staged = { version: staged, since: 0 };
  if (partial !== undefined && slot !== undefined && slot.length > 0) flash.partial = { ...partial, slot };
}

function partOf({ etag, url, version }: PartialImage) {
  return { version, url, ...(etag !== undefined && { etag }) };
}
