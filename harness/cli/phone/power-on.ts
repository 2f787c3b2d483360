import { X509Certificate } from 'node:crypto';
import { firmwareAnchors, substituteStandIns } from '../../../certs/trust/index.js';
import { ScenarioClock } from '../../foundation/clock/index.js';
import { asHarnessError } from '../../foundation/errors/index.js';
import { SeededRandom } from '../../foundation/random.js';
import { Journal, writeJournal } from '../../journal/index.js';
import {
  act,
  EmulatedPhone,
  type KeptPhone,
  type PhoneAction,
  type PhoneState,
  phoneModels,
} from '../../phone/index.js';
import { flag, type OptionValues, type Terminal, text } from '../command.js';
import { interfacePlug } from '../interface-plug.js';
import type { ServedEndpoints } from '../options/endpoints.js';
import { seedFrom } from '../options/seed.js';
import { actionsFrom, resetFrom } from './actions.js';
import { drive, KeyLines, LONGEST_STAY_MS } from './drive.js';
import { habitsFrom } from './habits.js';
import { Keypad } from './keypad.js';
import { ScreenView } from './screen-view.js';
import type { StateFile } from './state-file.js';
import type { StepReport } from './step-report.js';
import { phoneUsage, readOperandFile, typedFrom } from './typed.js';
import { phoneLine } from './watch.js';

/** Where a phone plugged in on loopback sits unless told otherwise; away from every address a lab takes. */
const LOOPBACK_PHONE = process.platform === 'linux' ? '127.63.0.101' : '127.0.0.1';

const DEFAULT_MODEL = 'CX600';

/** What of a phone outlives its process, and who listens to it. */
export interface PhoneFiles {
  readonly keyLog: ((line: string) => void) | undefined;
  readonly file: StateFile | undefined;
  readonly report: StepReport;
}

/** A phone that was used, and how that ended. */
export interface Used {
  readonly state: PhoneState;
  /** All it was told to do was done. */
  readonly done: boolean;
}

/** @throws HarnessError USAGE, and those of `EmulatedPhone` */
export async function powerOn(
  options: OptionValues,
  served: ServedEndpoints,
  terminal: Terminal,
  { file: state, keyLog, report }: PhoneFiles,
): Promise<Used> {
  const kept = state?.kept;
  const byHand = text(options, 'firmware');
  const model = modelOf(text(options, 'model'), kept);
  const mac = text(options, 'mac');
  const actions = actionsFrom(options);
  if (flag(options, 'keys') && !terminal.input) throw phoneUsage('--keys needs a terminal to type on');
  const reset = resetFrom(options);
  const device = text(options, 'interface');
  const address = text(options, 'address') ?? (device === undefined ? LOOPBACK_PHONE : '0.0.0.0');
  const clock = new ScenarioClock({ start: new Date(), waits: 'real' });
  const journal = new Journal({ time: clock });
  const journalFile = text(options, 'journal');
  const file = journalFile === undefined ? undefined : writeJournal(journal, journalFile);
  journal.subscribe((event) => {
    report.listen(event);
    if (event.type === 'phone.screen' && !flag(options, 'screen')) terminal.stderr.write(`${event.text}\n`);
    const line = flag(options, 'stay') ? phoneLine(event) : undefined;
    if (line !== undefined) terminal.stderr.write(`${line}\n`);
  });
  const standIns = Object.entries(served.standIns).map(([anchor, pem]) => ({
    anchor,
    certificate: new X509Certificate(readOperandFile(pem)).raw,
  }));
  const phone = new EmulatedPhone({
    model,
    firmware: byHand ?? kept?.firmware?.current ?? phoneModels.get(model)?.usualFirmware ?? '',
    ...(mac !== undefined && { mac }),
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
  let tell = (line: string): unknown => terminal.stderr.write(`${line}\n`);
  if (flag(options, 'screen')) {
    const view = new ScreenView(terminal.stderr);
    journal.subscribe(() => view.draw(phone.state));
    tell = (line) => view.below(line);
  }
  // After each step that went well: a process that is killed is a phone that loses power.
  journal.subscribe((event) => {
    const step = event.type === 'phone.step' && event.state === 'done';
    if (step || event.type === 'phone.update-download') save(state, phone, terminal);
  });
  try {
    if (reset === 'soft') await phone.softReset();
    if (reset === 'factory') await phone.factoryReset();
    const used = await use(phone, actions, flag(options, 'stay') && !flag(options, 'keys'), terminal.interrupt);
    return flag(options, 'keys') ? await driven(phone, terminal, tell) : used;
  } finally {
    save(state, phone, terminal);
    await phone.close();
    clock.stop();
    file?.close();
  }
}

/** Switched on, used, and with `stay` left on until Ctrl-C; what it was like before is what it is then. */
async function use(
  phone: EmulatedPhone,
  actions: readonly PhoneAction[],
  stay: boolean,
  interrupt: AbortSignal,
): Promise<Used> {
  let state = await phone.powerOn(interrupt);
  let done = state.outcome === 'signed-in';
  for (const action of actions) {
    if (!done) break;
    state = await act(phone, action, interrupt);
    done = action === 'sign-out' || state.outcome === 'signed-in';
  }
  if (!stay || state.outcome !== 'signed-in') return { state, done };
  const last = { state };
  const unplug = () => {
    last.state = phone.state;
  };
  // Before the phone hears of it.
  interrupt.addEventListener('abort', unplug, { once: true });
  try {
    state = await phone.stay(LONGEST_STAY_MS, interrupt);
    return { state, done: state.outcome === 'signed-in' };
  } catch (error) {
    if (!interrupt.aborted) throw error;
    return { state: last.state, done: last.state.outcome === 'signed-in' };
  } finally {
    interrupt.removeEventListener('abort', unplug);
  }
}

/** `--keys`: somebody sits in front of it. What it was like when it went off is what it is then. */
async function driven(phone: EmulatedPhone, terminal: Terminal, tell: (line: string) => unknown): Promise<Used> {
  const keys = new KeyLines();
  const model = phoneModels.get(phone.state.model);
  if (!model) throw phoneUsage(`no model is called ${phone.state.model}`);
  const keypad = new Keypad(model);
  const typed = terminal.input?.((line) => {
    if (!keys.add(line)) tell('Too many keys wait already; this one is not heard.');
  });
  const { interrupt } = terminal;
  let last: PhoneState | undefined;
  const unplug = () => {
    last = phone.state;
  };
  interrupt.addEventListener('abort', unplug, { once: true });
  tell(keypad.help);
  try {
    await drive(phone, { keys, keypad, interrupt, tell });
  } catch (error) {
    if (!interrupt.aborted) throw error;
  } finally {
    typed?.end();
    interrupt.removeEventListener('abort', unplug);
  }
  return { state: last ?? phone.state, done: true };
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
