import { HarnessError } from '../../../../harness/foundation/errors/index.js';
import { issuersOfFirstFirmware } from './first-firmware.js';
import { issuersOfLaterFirmware } from './later-firmware.js';
import type { PublicIssuer } from './public-issuer.js';

export type { PublicIssuer } from './public-issuer.js';

/** By the root's number in the table: the key 22 is lpe-root-22. */
export const publicIssuers: Readonly<Record<string, PublicIssuer>> = {
  ...issuersOfFirstFirmware,
  ...issuersOfLaterFirmware,
};

/** Errors: CERTIFICATE_SPEC_INVALID. */
export function publicIssuerOf(number: string): PublicIssuer {
  const issuer = publicIssuers[number];
  if (issuer === undefined) {
    throw new HarnessError('CERTIFICATE_SPEC_INVALID', { detail: `no public authority is known below root ${number}` });
  }
  return issuer;
}
