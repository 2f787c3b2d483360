import type { Anchor } from '../../../../certs/trust/index.js';
import { HarnessError } from '../../../foundation/errors/index.js';
import { readStateFile } from '../../phone/state-file.js';

/** What a phone trusts beside the roots of its firmware, by its own state file. */
export interface OwnTrust {
  readonly firmware: string;
  readonly delivered: readonly Anchor[];
}

/** Errors: USAGE for a state without a firmware, PHONE_STATE_INVALID, FILE_UNREADABLE. */
export function ownTrust(file: string): OwnTrust {
  const { anchors, firmware } = readStateFile(file);
  if (firmware === undefined) {
    throw new HarnessError('USAGE', { detail: `${file} does not tell the firmware; power the phone on once` });
  }
  return { firmware: firmware.current, delivered: anchors };
}
