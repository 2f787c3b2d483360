import { join } from 'node:path';
import { loopbackAddresses } from '../../scenario/addresses.js';
import { LabHistory, type LabSessionOptions } from '../../scenario/lab/index.js';
import { type Command, flag, type OptionValues, type Terminal, text, texts } from '../command.js';
import { addressesFrom } from './addresses.js';
import { givenCertificate } from './certificate.js';
import { secondsFrom, statedDevices } from './devices.js';
import { dhcpMode } from './dhcp.js';
import { inheritedSockets } from './inherited-sockets.js';
import { portPlan } from './ports.js';
import { seedFrom } from './seed.js';

/** What `serve` and `run --phone real` have in common beside what `run` has anyway. */
export const labOptions = {
  address: { type: 'string', multiple: true },
  allow: { type: 'string', multiple: true },
  'yes-lab': { type: 'boolean' },
  dhcp: { type: 'string' },
  state: { type: 'string' },
  device: { type: 'string', multiple: true },
  silence: { type: 'string' },
  history: { type: 'string' },
  learn: { type: 'string' },
  compare: { type: 'string' },
  'compare-with': { type: 'string' },
} as const satisfies Command['options'];

export const LAB_ADDRESS_HELP: readonly string[] = [
  '  --address IP               every host on this address; web=IP for one (front-end web dc)',
  '  --allow MAC                answer this phone, or this OUI; may be given several times',
  '  --yes-lab                  the segment is isolated: answer every client',
  '  --dhcp inform-only|registrar|full   instead of the scenario’s way; full leases addresses, and off loopback',
  '                             refuses where another DHCP server answers',
];

export const LAB_DEVICE_HELP: readonly string[] = [
  '  --device MAC,MODEL,FIRMWARE   what the wire does not tell of a phone; may be given several times',
  '  --silence S                a phone that is silent for so long has stopped (default 90)',
  '  --history FILE             add each verdict to this file, and tell how the phone did before (default: in --state)',
  '  --learn FILE               write what was observed of the phone to a profile for `mock-lync phone --profile`',
  '  --compare FILE             write what differs from the emulated phone’s run of the same variant; - for the terminal',
  '  --compare-with JOURNAL     with --compare: a saved run in the place of the emulated phone’s',
];

const DEFAULT_SILENCE_S = 90;

/** Everything of a lab that the command line says. Errors: USAGE, those of files. */
export async function labFrom(
  options: OptionValues,
  terminal: Terminal,
): Promise<
  Omit<LabSessionOptions, 'watcher' | 'requestStop' | 'requestVariant' | 'permission'> & {
    readonly permission: { readonly allow: readonly string[]; readonly yesLab: boolean };
  }
> {
  return {
    seed: seedFrom(text(options, 'seed')),
    ports: {
      ...portPlan(text(options, 'ports'), 'standard'),
      inherited: inheritedSockets(terminal.env, process.pid),
    },
    addresses: addressesFrom(texts(options, 'address'), loopbackAddresses()),
    permission: { allow: texts(options, 'allow'), yesLab: flag(options, 'yes-lab') },
    dhcp: dhcpMode(text(options, 'dhcp')),
    certificate: await givenCertificate(text(options, 'certificate'), text(options, 'passphrase-file'), terminal.env),
    output: text(options, 'output'),
    state: text(options, 'state'),
    stated: statedDevices(texts(options, 'device')),
    patience: { silentMs: secondsFrom('silence', text(options, 'silence'), DEFAULT_SILENCE_S) },
  };
}

/** The file of verdicts: `--history`, else in the folder of `--state`, else none. Errors: HISTORY_INVALID, FILE_UNREADABLE. */
export function historyFrom(options: OptionValues): LabHistory {
  const state = text(options, 'state');
  return LabHistory.open(text(options, 'history') ?? (state === undefined ? undefined : join(state, 'history.jsonl')));
}
