import { X509Certificate } from 'node:crypto';
import { firmwareAnchors, substituteStandIns } from '../../../certs/trust/index.js';
import { ScenarioClock } from '../../foundation/clock/index.js';
import { asHarnessError } from '../../foundation/errors/index.js';
import { SeededRandom } from '../../foundation/random.js';
import { Journal, writeJournal } from '../../journal/index.js';
import { EmulatedPhone, type KeptPhone, type PhoneState } from '../../phone/index.js';
import { type Command, flag, type OptionValues, type Terminal, text, writeJson } from '../command.js';
import { interfacePlug } from '../interface-plug.js';
import { readEndpoints, type ServedEndpoints } from '../options/endpoints.js';
import { withKeyLog } from '../options/key-log.js';
import { seedFrom } from '../options/seed.js';
import { habitsFrom } from '../phone/habits.js';
import { openStateFile, type StateFile } from '../phone/state-file.js';
import { phoneUsage, readOperandFile, typedFrom } from '../phone/typed.js';
import { phoneLine } from '../phone/watch.js';

/** Where a phone plugged in on loopback sits unless told otherwise; away from every address a lab takes. */
const LOOPBACK_PHONE = process.platform === 'linux' ? '127.63.0.101' : '127.0.0.1';

const DEFAULT_MODEL = 'CX600';
const DEFAULT_FIRMWARE = '4.0.7577.4420';
/** As good as for ever: a year, longer than any certificate of a phone's user. */
const LONGEST_STAY_MS = 366 * 86_400_000;

export const phoneCommand: Command = {
  name: 'phone',
  usage: 'phone --endpoints READY.json [options]',
  help: [
    'Powers on an emulated phone in a process of its own. It is told what a person would type and the address it',
    'holds; the rest it learns from the network.',
    '',
    '  --endpoints FILE       the ready line of `mock-lync serve --json`; without it, standard ports are dialled',
    '  --model CX600          its model (default CX600)',
    '  --firmware VERSION     its firmware (default 4.0.7577.4420, or that of its state file): installed by hand',
    '  --provisioning-server VERSION   the firmware that its vendor’s own provisioning server has it run',
    '  --address IP           the address it holds (default: a loopback address)',
    '  --interface NAME       the interface it is plugged into, without an address: it leases one (needs root and `ip`)',
    '  --sign-in pin|usb      default pin',
    '  --number DIGITS        extension or number typed (pin)',
    '  --pin-file FILE        the PIN typed; --pin DIGITS where others cannot see the process list',
    '  --user ACCOUNT --domain DOMAIN --sip-address ADDRESS --password-file FILE   for usb',
    '  --profile FILE         its ways as observed of a real phone (`mock-lync serve --learn FILE`)',
    '  --hello SHAPE          what its TLS hello offers: rc4-3des, rc4-3des-aes or sslv2 (default: its model’s)',
    '  --refusal SHAPE        alert, close-after-certificate or close-after-handshake',
    '  --redirects POLICY     where it lets a web server send it: none, same-host, https or any (default: its model’s)',
    '  --keeps-ticket         its web ticket outlives the power, as its certificate does',
    '  --stay                 stay signed in until Ctrl-C, and print what happens',
    '  --state FILE           who it is and what it keeps without power: certificates, delivered roots, firmware. The',
    '                         file is made where it is missing, mode 0600: it signs in as the phone’s user',
    '  --key-log FILE         append the keys of every TLS connection, for Wireshark',
    '  --journal FILE         what the phone records of itself',
    '  --seed SEED            repeat a run',
    '  --json                 its final state as one line of JSON',
  ],
  options: {
    endpoints: { type: 'string' },
    model: { type: 'string' },
    firmware: { type: 'string' },
    'provisioning-server': { type: 'string' },
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
    profile: { type: 'string' },
    hello: { type: 'string' },
    refusal: { type: 'string' },
    redirects: { type: 'string' },
    'keeps-ticket': { type: 'boolean' },
    stay: { type: 'boolean' },
    state: { type: 'string' },
    'key-log': { type: 'string' },
    journal: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async (options, _operands, terminal) => {
    const endpoints = text(options, 'endpoints');
    const served: ServedEndpoints = endpoints === undefined ? { dial: {}, standIns: {} } : readEndpoints(endpoints);
    const name = text(options, 'state');
    const file = name === undefined ? undefined : openStateFile(name);
    const state = await withKeyLog(text(options, 'key-log'), terminal, (keyLog) =>
      powerOn(options, served, terminal, { keyLog, file }),
    ).finally(() => file?.close());
    if (flag(options, 'json')) writeJson(terminal, state);
    else terminal.stdout.write(`${summary(state)}\n`);
    return state.outcome === 'signed-in' ? 0 : 1;
  },
};

interface PhoneFiles {
  readonly keyLog: ((line: string) => void) | undefined;
  readonly file: StateFile | undefined;
}

async function powerOn(
  options: OptionValues,
  served: ServedEndpoints,
  terminal: Terminal,
  { file: state, keyLog }: PhoneFiles,
): Promise<PhoneState> {
  const kept = state?.kept;
  const byHand = text(options, 'firmware');
  const device = text(options, 'interface');
  const address = text(options, 'address') ?? (device === undefined ? LOOPBACK_PHONE : '0.0.0.0');
  const clock = new ScenarioClock({ start: new Date(), waits: 'real' });
  const journal = new Journal({ time: clock });
  const journalFile = text(options, 'journal');
  const file = journalFile === undefined ? undefined : writeJournal(journal, journalFile);
  journal.subscribe((event) => {
    if (event.type === 'phone.screen') terminal.stderr.write(`${event.text}\n`);
    const line = flag(options, 'stay') ? phoneLine(event) : undefined;
    if (line !== undefined) terminal.stderr.write(`${line}\n`);
  });
  const standIns = Object.entries(served.standIns).map(([anchor, pem]) => ({
    anchor,
    certificate: new X509Certificate(readOperandFile(pem)).raw,
  }));
  const phone = new EmulatedPhone({
    model: modelOf(text(options, 'model'), kept),
    firmware: byHand ?? kept?.firmware?.current ?? DEFAULT_FIRMWARE,
    anchors: (firmware) => substituteStandIns(firmwareAnchors(firmware), standIns),
    typed: typedFrom(options),
    // Off a NAT the phone hears replies where RFC 2131 sends them; behind one, where its own datagram came from.
    network: {
      ...{ address, dial: served.dial, dhcp: { port: behindNat(served) ? 0 : 68 } },
      ...(device !== undefined && { lease: interfacePlug(device) }),
    },
    clock,
    recorder: journal,
    random: new SeededRandom(seedFrom(text(options, 'seed'))),
    keyLog,
    ...habitsFrom(options),
    ...(state && { imageSlot: state.image }),
    ...(kept && { kept: byHand === undefined ? kept : installedByHand(kept, byHand) }),
  });
  // After each step that went well: a process that is killed is a phone that loses power.
  journal.subscribe((event) => {
    const step = event.type === 'phone.step' && event.state === 'done';
    if (step || event.type === 'phone.update-download') save(state, phone, terminal);
  });
  try {
    return await use(phone, options, terminal.interrupt);
  } finally {
    save(state, phone, terminal);
    await phone.close();
    clock.stop();
    file?.close();
  }
}

/** With `--stay` until Ctrl-C; what it was like before is what it is then. */
async function use(phone: EmulatedPhone, options: OptionValues, interrupt: AbortSignal): Promise<PhoneState> {
  const signedIn = await phone.powerOn(interrupt);
  if (!flag(options, 'stay') || signedIn.outcome !== 'signed-in') return signedIn;
  const last = { state: signedIn };
  const unplug = () => {
    last.state = phone.state;
  };
  // Before the phone hears of it.
  interrupt.addEventListener('abort', unplug, { once: true });
  try {
    return await phone.stay(LONGEST_STAY_MS, interrupt);
  } catch (error) {
    if (interrupt.aborted) return last.state;
    throw error;
  } finally {
    interrupt.removeEventListener('abort', unplug);
  }
}

/** That it cannot be written is said, and does not stop a phone. */
function save(state: StateFile | undefined, phone: EmulatedPhone, terminal: Terminal): void {
  try {
    state?.save(phone.kept);
  } catch (error) {
    terminal.stderr.write(`${asHarnessError(error).message}\n`);
  }
}

/** A package put on the phone from a PC: what it had before is the image to go back to. */
function installedByHand(kept: KeptPhone, version: string): KeptPhone {
  const before = kept.firmware?.current;
  if (before === undefined || before === version) return kept;
  return { ...kept, firmware: { current: version, backup: before } };
}

/** The phone of a state file is one model for ever. */
function modelOf(given: string | undefined, kept: KeptPhone | undefined): string {
  if (kept && given !== undefined && given !== kept.model) {
    throw phoneUsage(`the state file is of a ${kept.model}, not of a ${given}`);
  }
  return given ?? kept?.model ?? DEFAULT_MODEL;
}

function behindNat(served: ServedEndpoints): boolean {
  return Object.keys(served.dial).some((standard) => standard.startsWith('udp 255.255.255.255:'));
}

function summary(state: PhoneState): string {
  if (state.outcome === 'signed-in') return `signed in as ${state.sipAddress}`;
  if (state.outcome === undefined) return `signed out: ${state.screen}`;
  return `sign-in failed at ${state.step}: ${state.failure?.sentence ?? state.screen}`;
}
