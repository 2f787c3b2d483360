import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import test from 'ava';
import { labAddress } from './dhcp-network.js';
import { networkTest } from './namespace-test.js';

const run = promisify(execFile);
const plug = fileURLToPath(new URL('../../harness/cli/interface-plug.js', import.meta.url));

networkTest(
  test,
  [],
  'an interface without an address finds out whether somebody has the one it was given',
  async (t, { near }) => {
    const script = `
      const { interfacePlug } = await import(${JSON.stringify(plug)});
      const plug = interfacePlug(${JSON.stringify(near.device)});
      await plug.drop();
      console.log(JSON.stringify([await plug.inUse('${labAddress}'), await plug.inUse('10.77.0.100')]));
    `;
    const [ip = 'ip', ...prefix] = near.prefix;
    const args = [...prefix, process.execPath, '--input-type=module', '-e', script];
    t.is((await run(ip, args)).stdout.trim(), '[true,false]');
    t.is(near.exec('ip', 'neigh', 'show', 'to', '10.77.0.0/24'), '', 'nothing of it is left');
  },
);
