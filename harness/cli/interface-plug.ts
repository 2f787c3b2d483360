import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { HarnessError } from '../foundation/errors/index.js';
import type { AddressPlug } from '../phone/index.js';

const run = promisify(execFile);
/** A command that configures an interface answers at once. */
const LIMIT_MS = 5_000;
/** The kernel asks once a second: the answer to its second question counts, as the first comes too soon after the entry was made. */
const PROBE_MS = 1_500;
const LOOK_MS = 150;
const EVERYBODY = 'ff:ff:ff:ff:ff:ff';

/**
 * A Linux interface that takes its addresses from the phone's DHCP client, and looks whether others have them, by `ip` of iproute2.
 * Errors: PHONE_ADDRESS_UNUSABLE.
 */
export function interfacePlug(device: string): AddressPlug {
  const ip = async (...args: readonly string[]) => {
    try {
      return (await run('ip', args, { timeout: LIMIT_MS })).stdout;
    } catch (error) {
      const detail = (error as Error).message.trim().split('\n').at(-1) ?? 'ip failed';
      throw new HarnessError('PHONE_ADDRESS_UNUSABLE', { address: device, detail }, { cause: error });
    }
  };
  const drop = async () => {
    await ip('-4', 'addr', 'flush', 'dev', device);
    // Without an address there is no other way out for a broadcast.
    await ip('route', 'replace', '255.255.255.255', 'dev', device);
  };
  // A neighbour that is to be probed at everybody's address makes the kernel ask as RFC 5227 has it: from no address, by broadcast.
  const inUse = async (address: string): Promise<boolean> => {
    await ip('neigh', 'replace', address, 'lladdr', EVERYBODY, 'nud', 'probe', 'dev', device);
    try {
      for (let waited = 0; waited <= PROBE_MS; waited += LOOK_MS) {
        const [, answered] = /lladdr (\S+)/.exec(await ip('neigh', 'show', address, 'dev', device)) ?? [];
        if (answered !== undefined && answered !== EVERYBODY) return true;
        await pause(LOOK_MS);
      }
      return false;
    } finally {
      await ip('neigh', 'del', address, 'dev', device);
    }
  };
  return {
    drop,
    inUse,
    assume: async ({ address, subnetMask = '255.255.255.0', router }) => {
      await drop();
      await ip('addr', 'add', `${address}/${bits(subnetMask)}`, 'broadcast', '+', 'dev', device);
      await ip('route', 'replace', '255.255.255.255', 'dev', device);
      if (router !== undefined) await ip('route', 'replace', 'default', 'via', router, 'dev', device);
    },
  };
}

function bits(mask: string): number {
  return mask.split('.').reduce((count, part) => count + Number(part).toString(2).replaceAll('0', '').length, 0);
}
