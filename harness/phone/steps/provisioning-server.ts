import type { Step } from '../context.js';
import { installAndRestart } from './update-install.js';

/**
 * A vendor's own provisioning server, asked by its phones at each boot, long before anybody signs in. It is nothing of
 * Lync's, and its protocol is not emulated: the phone is told what that server would have it run, and has it from there.
 */
export const provisioningServer: Step = {
  name: 'provisioning-server',
  essential: false,
  due: ({ firmware, provisioningServer: server }) => server !== undefined && server.firmware !== firmware,
  async run(context) {
    const version = context.provisioningServer?.firmware;
    return version ? installAndRestart(context, version, 'provisioning-server') : 'there is none';
  },
};
