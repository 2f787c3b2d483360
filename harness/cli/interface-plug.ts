import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { HarnessError } from '../foundation/errors/index.js';
import type { AddressPlug } from '../phone/index.js';

const run = promisify(execFile);
/** A command that configures an interface answers at once. */
const LIMIT_MS = 5_000;

/** A Linux interface that takes its addresses from the phone's DHCP client, by `ip` of iproute2. Errors: PHONE_ADDRESS_UNUSABLE. */
export function interfacePlug(device: string): AddressPlug {
  const ip = async (...args: readonly string[]) => {
    try {
      await run('ip', args, { timeout: LIMIT_MS });
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
  return {
    drop,
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
