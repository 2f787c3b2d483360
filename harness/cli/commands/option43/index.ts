import { HarnessError } from '../../../foundation/errors/index.js';
import type { Command } from '../../command.js';
import { decode } from './decode.js';
import { encode } from './encode.js';
import { probe } from './probe.js';

export const option43Command: Command = {
  name: 'option43',
  usage: 'option43 encode|decode|probe [options]',
  help: [
    'Makes and checks DHCP Options 43 and 120, as DHCPUtil does on a Windows server.',
    '',
    '  encode --sip-server POOL [--web-server WEB] [--port 443] [--path PATH]',
    '    --format FORMAT    dhcputil (default), windows, cisco, isc, kea, dnsmasq, infoblox, hex',
    '  decode HEX           explains each part and each mistake; with or without the option’s own header',
    '    --option 43|120    which one it is, where that cannot be seen',
    '  probe --address IP   asks as a phone does, on the interface of this address, and explains every answer',
    '    --class CLASS      vendor class (default MS-UC-Client)',
    '    --mac MAC          hardware address of the client (default a made-up one)',
    '    --listen SECONDS   how long to wait for answers (default 3, twice)',
    '    --to IP[:PORT]     one server or relay instead of everybody',
    '  --json               the same as JSON',
    '',
    'Exit code 1: something is wrong with the value, or no phone could use what came back.',
  ],
  options: {
    'sip-server': { type: 'string' },
    'web-server': { type: 'string' },
    port: { type: 'string' },
    path: { type: 'string' },
    format: { type: 'string' },
    option: { type: 'string' },
    address: { type: 'string' },
    class: { type: 'string' },
    mac: { type: 'string' },
    listen: { type: 'string' },
    to: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async (options, [action, ...rest], terminal) => {
    switch (action) {
      case 'encode':
        return await encode(options, terminal);
      case 'decode':
        return await decode(options, rest, terminal);
      case 'probe':
        return await probe(options, terminal);
      default:
        throw new HarnessError('USAGE', { detail: 'option43 needs one of encode, decode, probe' });
    }
  },
};
