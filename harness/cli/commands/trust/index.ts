import { HarnessError } from '../../../foundation/errors/index.js';
import type { Command, OptionValues, Terminal } from '../../command.js';

type Action = (options: OptionValues, operands: readonly string[], terminal: Terminal) => Promise<number>;

/** Loaded when used: reading a live server's chain needs TLS, a list does not. */
const actions: Readonly<Record<string, () => Promise<Action>>> = {
  check: async () => (await import('./check.js')).check,
  list: async () => (await import('./list.js')).list,
  diff: async () => (await import('./diff.js')).diff,
};

export const trustCommand: Command = {
  name: 'trust',
  usage: 'trust check FILE... | trust check --connect HOST:PORT | trust list | trust diff V1 V2  [options]',
  help: [
    'Tells which firmware trusts which certificate chain, and why not.',
    '',
    'trust check   what phones think of a chain: the server’s certificate first, then the rest, in any files',
    '  --name FQDN      the host the phone calls (default: a name of the certificate itself)',
    '  --firmware V     four numbers, or all (default): every firmware by every way to sign in',
    '  --model M        with --firmware V: CX600, CX700, ...; a CX700 has no PIN sign-in',
    '  --at DATE        the phone’s date, 2014-10-15 or 2014-10-15T09:00:00Z (default: today)',
    '  --years N        how far changes are looked for with all (default: 10)',
    '  --web            the server is a web service, where wildcard names may do',
    '  --published FILE delivered by Active Directory and the certificate web service (repeatable)',
    '  --connect H:P    read the chain from a live server',
    'trust list    the roots built into a firmware',
    '  --firmware V, --at DATE',
    '  --state FILE     of a phone with that state file: its firmware, and what was delivered to it',
    'trust diff V1 V2   which roots and rules changed between two firmwares',
    '',
    '  --json   one JSON document',
    'Exit code 1: trust check found that no phone asked about trusts the chain.',
  ],
  options: {
    name: { type: 'string' },
    firmware: { type: 'string' },
    model: { type: 'string' },
    at: { type: 'string' },
    state: { type: 'string' },
    years: { type: 'string' },
    web: { type: 'boolean' },
    published: { type: 'string', multiple: true },
    connect: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async (options, [action, ...operands], terminal) => {
    const load = action !== undefined && Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (load === undefined) throw new HarnessError('USAGE', { detail: 'trust needs one of: check, list, diff' });
    return await (await load())(options, operands, terminal);
  },
};
