import { HarnessError } from '../../harness/foundation/errors/index.js';

/**
 * Compares two firmware versions as four integers each: negative when `a` is older, 0 when equal.
 * Errors: FIRMWARE_INVALID.
 */
export function compareFirmware(a: string, b: string): number {
  const left = parts(a);
  const right = parts(b);
  for (let i = 0; i < 4; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function parts(firmware: string): number[] {
  if (!/^\d{1,9}(\.\d{1,9}){3}$/.test(firmware)) throw new HarnessError('FIRMWARE_INVALID', { firmware });
  return firmware.split('.').map(Number);
}
