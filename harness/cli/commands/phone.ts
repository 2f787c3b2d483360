import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { firmwareAnchors, substituteStandIns } from '../../../certs/trust/index.js';
import { ScenarioClock } from '../../foundation/clock/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { SeededRandom } from '../../foundation/random.js';
import { Secret } from '../../foundation/secret.js';
import { Journal, writeJournal } from '../../journal/index.js';
import { EmulatedPhone, helloShape, helloShapes, type PhoneState, type TypedCredentials } from '../../phone/index.js';
import { type Command, flag, type OptionValues, type Terminal, text, writeJson } from '../command.js';
import { interfacePlug } from '../interface-plug.js';
import { readEndpoints, type ServedEndpoints } from '../options/endpoints.js';
import { withKeyLog } from '../options/key-log.js';
import { seedFrom } from '../options/seed.js';

/** Where a phone plugged in on loopback sits unless told otherwise; away from every address a lab takes. */
const LOOPBACK_PHONE = process.platform === 'linux' ? '127.63.0.101' : '127.0.0.1';

export const phoneCommand: Command = {
  name: 'phone',
  usage: 'phone --endpoints READY.json [options]',
  help: [
    'Powers on an emulated phone in a process of its own. It is told what a person would type and the address it',
    'holds; the rest it learns from the network.',
    '',
    '  --endpoints FILE       the ready line of `mock-lync serve --json`; without it, standard ports are dialled',
    '  --model CX600          its model (default CX600)',
    '  --firmware VERSION     its firmware (default 4.0.7577.4420)',
    '  --address IP           the address it holds (default: a loopback address)',
    '  --interface NAME       the interface it is plugged into, without an address: it leases one (needs root and `ip`)',
    '  --sign-in pin|usb      default pin',
    '  --number DIGITS        extension or number typed (pin)',
    '  --pin-file FILE        the PIN typed; --pin DIGITS where others cannot see the process list',
    '  --user ACCOUNT --domain DOMAIN --sip-address ADDRESS --password-file FILE   for usb',
    '  --hello SHAPE          what its TLS hello offers: rc4-3des, rc4-3des-aes or sslv2 (default: its model’s)',
    '  --refusal SHAPE        alert, close-after-certificate or close-after-handshake',
    '  --key-log FILE         append the keys of every TLS connection, for Wireshark',
    '  --journal FILE         what the phone records of itself',
    '  --seed SEED            repeat a run',
    '  --json                 its final state as one line of JSON',
  ],
  options: {
    endpoints: { type: 'string' },
    model: { type: 'string', default: 'CX600' },
    firmware: { type: 'string', default: '4.0.7577.4420' },
    address: { type: 'string' },
    interface: { type: 'string' },
    'sign-in': { type: 'string', default: 'pin' },
    number: { type: 'string' },
    pin: { type: 'string' },
    'pin-file': { type: 'string' },
    user: { type: 'string' },
    domain: { type: 'string' },
    'sip-address': { type: 'string' },
    'password-file': { type: 'string' },
    hello: { type: 'string' },
    refusal: { type: 'string' },
    'key-log': { type: 'string' },
    journal: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async (options, _operands, terminal) => {
    const file = text(options, 'endpoints');
    const served: ServedEndpoints = file === undefined ? { dial: {}, standIns: {} } : readEndpoints(file);
    const state = await withKeyLog(text(options, 'key-log'), terminal, (keyLog) =>
      powerOn(options, served, terminal, keyLog),
    );
    if (flag(options, 'json')) writeJson(terminal, state);
    else terminal.stdout.write(`${summary(state)}\n`);
    return state.outcome === 'signed-in' ? 0 : 1;
  },
};

async function powerOn(
  options: OptionValues,
  served: ServedEndpoints,
  terminal: Terminal,
  keyLog: ((line: string) => void) | undefined,
): Promise<PhoneState> {
  const firmware = text(options, 'firmware') ?? '';
  const device = text(options, 'interface');
  const address = text(options, 'address') ?? (device === undefined ? LOOPBACK_PHONE : '0.0.0.0');
  const clock = new ScenarioClock({ start: new Date(), waits: 'real' });
  const journal = new Journal({ time: clock });
  const journalFile = text(options, 'journal');
  const file = journalFile === undefined ? undefined : writeJournal(journal, journalFile);
  journal.subscribe((event) => {
    if (event.type === 'phone.screen') terminal.stderr.write(`${event.text}\n`);
  });
  const hello = helloFrom(text(options, 'hello'));
  const refusal = refusalFrom(text(options, 'refusal'));
  const standIns = Object.entries(served.standIns).map(([anchor, pem]) => ({
    anchor,
    certificate: new X509Certificate(read(pem)).raw,
  }));
  const phone = new EmulatedPhone({
    model: text(options, 'model') ?? '',
    firmware,
    anchors: substituteStandIns(firmwareAnchors(firmware), standIns),
    typed: typed(options),
    // Off a NAT the phone hears replies where RFC 2131 sends them; behind one, where its own datagram came from.
    network: {
      ...{ address, dial: served.dial, dhcp: { port: behindNat(served) ? 0 : 68 } },
      ...(device !== undefined && { lease: interfacePlug(device) }),
    },
    clock,
    recorder: journal,
    random: new SeededRandom(seedFrom(text(options, 'seed'))),
    keyLog,
    ...(hello ? { hello } : {}),
    ...(refusal ? { refusal } : {}),
  });
  try {
    return await phone.powerOn(terminal.interrupt);
  } finally {
    await phone.close();
    clock.stop();
    file?.close();
  }
}

function typed(options: OptionValues): TypedCredentials {
  const signIn = text(options, 'sign-in');
  if (signIn === 'pin') {
    const pinFile = text(options, 'pin-file');
    const pin = pinFile === undefined ? text(options, 'pin') : read(pinFile).toString('utf8').trim();
    const number = text(options, 'number');
    if (number === undefined || pin === undefined)
      throw usage('sign-in by pin needs --number and --pin-file (or --pin)');
    return { signIn, number, pin: new Secret(pin) };
  }
  if (signIn === 'usb') {
    const [user, domain, sipAddress, passwordFile] = ['user', 'domain', 'sip-address', 'password-file'].map((name) =>
      text(options, name),
    );
    if (!user || !domain || !sipAddress || !passwordFile) {
      throw usage('sign-in by usb needs --user, --domain, --sip-address and --password-file');
    }
    return { signIn, user, domain, sipAddress, password: new Secret(read(passwordFile).toString('utf8').trimEnd()) };
  }
  throw usage(`--sign-in "${signIn}" is neither pin nor usb`);
}

function helloFrom(given: string | undefined) {
  const shape = given === undefined ? undefined : helloShape(given);
  if (given === undefined || shape) return shape;
  throw usage(`--hello "${given}" is none of ${Object.keys(helloShapes).join(', ')}`);
}

function refusalFrom(given: string | undefined) {
  if (given === undefined) return undefined;
  if (given === 'alert' || given === 'close-after-certificate' || given === 'close-after-handshake') return given;
  throw usage(`--refusal "${given}" is none of alert, close-after-certificate, close-after-handshake`);
}

function behindNat(served: ServedEndpoints): boolean {
  return Object.keys(served.dial).some((standard) => standard.startsWith('udp 255.255.255.255:'));
}

function summary(state: PhoneState): string {
  if (state.outcome === 'signed-in') return `signed in as ${state.sipAddress}`;
  return `sign-in failed at ${state.step}: ${state.failure?.sentence ?? state.screen}`;
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new HarnessError('FILE_UNREADABLE', { file, detail: (error as Error).message }, { cause: error });
  }
}

function usage(detail: string): HarnessError {
  return new HarnessError('USAGE', { detail: `phone: ${detail}` });
}
