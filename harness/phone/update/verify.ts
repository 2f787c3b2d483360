import { HarnessError } from '../../foundation/errors/index.js';

import { decodeImageHeader, type FirmwareCatalogue } from '../../wire/firmware-image/index.js';
import type { StepContext } from '../context.js';
import type { PartialImage, UpdateOffer } from './flash.js';

/** What the phone holds against an image. */
export type ImageFault = 'signature' | 'hash' | 'size' | 'file' | 'version' | 'model';

/** An image the phone does not install. */
export class ImageRefused extends HarnessError {
  readonly fault: ImageFault;

  constructor(version: string, fault: ImageFault, detail: string) {
    super('PHONE_UPDATE_UNUSABLE', { version, detail });
    this.fault = fault;
  }
}

/**
 * Checks an image against its catalogue, as the firmware that runs can: its signature first, which firmware before Lync
 * cannot check on later images (sourced).
 * @throws ImageRefused, HarnessError WIRE_INVALID for a header nobody can read
 */
export function verifyImage(
  { firmware, model }: Pick<StepContext, 'firmware' | 'model'>,
  offer: UpdateOffer,
  { slot }: Pick<PartialImage, 'slot'>,
  catalogue: FirmwareCatalogue,
): void {
  const refuse = (fault: ImageFault, detail: string) => new ImageRefused(offer.version, fault, detail);
  if (!model.updates.verifies(firmware).has(catalogue.kind)) {
    throw refuse('signature', `firmware ${firmware} cannot check a signature of the kind "${catalogue.kind}"`);
  }
  if (catalogue.file.toLowerCase() !== offer.file.toLowerCase()) {
    throw refuse('file', `its catalogue is that of ${catalogue.file}`);
  }
  if (catalogue.size !== slot.length) {
    throw refuse('size', `it has ${slot.length} bytes, and its catalogue says ${catalogue.size}`);
  }
  if (catalogue.sha256 !== slot.sha256()) throw refuse('hash', 'its bytes are not those its catalogue was made for');
  const header = decodeImageHeader(slot.head);
  if (header.signature !== catalogue.kind) {
    throw refuse('signature', `it is signed as "${header.signature}" and its catalogue as "${catalogue.kind}"`);
  }
  if (header.version !== offer.version) throw refuse('version', `it holds ${header.version}`);
  if (header.model.toLowerCase() !== model.name.toLowerCase()) throw refuse('model', `it is for a ${header.model}`);
}
