import { type DhcpMode, dhcpModes } from '../../deployment/index.js';
import { HarnessError } from '../../foundation/errors/index.js';

/** `--dhcp MODE`. Errors: USAGE. */
export function dhcpMode(given: string | undefined): DhcpMode | undefined {
  const mode = dhcpModes.find((each) => each === given);
  if (given !== undefined && mode === undefined) {
    throw new HarnessError('USAGE', { detail: `--dhcp "${given}" is none of ${dhcpModes.join(', ')}` });
  }
  return mode;
}
