import { trustProfileFor } from '../../certs/trust/index.js';
import { HarnessError } from '../foundation/errors/index.js';
import type { SeededRandom } from '../foundation/random.js';
import { buildContext } from './build-context.js';
import type { Step, StepContext } from './context.js';
import { failureOf } from './failure.js';
import { identityOf, type PhoneIdentity } from './identity.js';
import { type KeptPhone, keptOf, restore } from './kept/index.js';
import { emptyMemory, factoryReset, forgetNetwork, forgetUser, type PhoneMemory, softReset } from './memory.js';
import { type PhoneModel, phoneModels } from './models/index.js';
import type { PhoneOptions } from './options.js';
import { isDue, isEssential, perform } from './perform.js';
import { PhoneDate } from './phone-date.js';
import { type PhoneRecord, phoneRecord } from './record.js';
import { Screen } from './screen.js';
import type { PhoneFailure, PhoneState } from './state.js';
import { CERTIFICATE_RESERVE_MS } from './stay/renew-certificate.js';
import { staySignedIn } from './stay/stay.js';
import { afterSignInSteps, MAX_UPDATE_RESTARTS, powerOnSteps, REBOOT_MS, signInSteps } from './steps/index.js';
import { stateOf } from './tell-state.js';
import { checkTyped } from './typed.js';
import { SwitchedOff } from './waiting.js';

/** A desk phone without a handset: it boots and signs in over the network as a real one does. */
export class EmulatedPhone {
  readonly #options: PhoneOptions;
  readonly #model: PhoneModel;
  readonly #identity: PhoneIdentity;
  readonly #date: PhoneDate;
  readonly #record: PhoneRecord;
  readonly #screen: Screen;
  readonly #session: SeededRandom;
  readonly #memory: PhoneMemory;
  #step = 'off';
  /** Restarts for new firmware since somebody switched it on. */
  #restarts = 0;
  #outcome: PhoneState['outcome'];
  #failure: PhoneFailure | undefined;
  #power: { readonly switch: AbortController; readonly context: StepContext } | undefined;

  /**
   * @throws HarnessError PHONE_MODEL_UNKNOWN, PHONE_CREDENTIALS_UNSUPPORTED, PHONE_CREDENTIALS_INVALID,
   * FIRMWARE_INVALID, WIRE_INVALID for the MAC address
   */
  constructor(options: PhoneOptions) {
    const model = phoneModels.get(options.model);
    if (model === undefined) {
      const models = [...phoneModels.keys()].join(', ');
      throw new HarnessError('PHONE_MODEL_UNKNOWN', { model: options.model.slice(0, 40), models });
    }
    checkTyped(options.typed, model);
    this.#options = options;
    this.#memory = emptyMemory(options.firmware);
    this.#model = model;
    // Refuses a firmware that is none.
    trustProfileFor(options.firmware);
    this.#identity = identityOf(options, model);
    this.#session = options.random.derive('session');
    this.#date = new PhoneDate(options.clock, options.powerOnDate);
    this.#record = phoneRecord(options.recorder, this.#date, this.#identity.mac);
    this.#screen = new Screen(this.#record);
    if (options.deviceLock) this.#memory.deviceLock = true;
    if (options.kept) restore(this.#memory, options.kept, options);
  }

  /** What the phone has in its flash memory now; the private key of its user among it. */
  get kept(): KeptPhone {
    return keptOf(this.#model.name, this.#identity, this.#memory);
  }

  get state(): PhoneState {
    return stateOf({
      options: this.#options,
      identity: this.#identity,
      memory: this.#memory,
      date: this.#date,
      step: this.#step,
      address: this.#power?.context.plug.address,
      outcome: this.#outcome,
      failure: this.#failure,
      screen: this.#screen.text,
      registration: this.#power?.context.registration.current,
    });
  }

  /**
   * Boots and signs in; the state afterwards tells whether it worked. A phone that is on is switched off first. What it
   * keeps over a power cycle: a delivered chain, and its user's certificate.
   * @throws HarnessError PHONE_SWITCHED_OFF when closed meanwhile, or the signal's reason; nothing stays open then
   */
  async powerOn(signal?: AbortSignal): Promise<PhoneState> {
    signal?.throwIfAborted();
    await this.close();
    this.#restarts = 0;
    return await this.#powered(signal, () => this.#start());
  }

  /**
   * Lives on for `ms` of clock time as a signed-in phone does: keep-alives, refreshes, renewals before anything ends,
   * and coming back when the connection is lost. Ends sooner when the registrar signs the user out. A phone that is not
   * signed in has nothing to stay for.
   * @throws HarnessError as `powerOn`
   */
  async stay(ms: number, signal?: AbortSignal): Promise<PhoneState> {
    signal?.throwIfAborted();
    const until = this.#options.clock.elapsed() + ms;
    return await this.#powered(signal, () => this.#stayUntil(until));
  }

  /**
   * Restarts by its own menu: takes its leave of the registrar, where it is registered, and boots with what it kept.
   * @throws HarnessError as `powerOn`
   */
  async reboot(signal?: AbortSignal): Promise<PhoneState> {
    signal?.throwIfAborted();
    const context = this.#power?.context;
    if (context) await this.#powered(signal, () => leave(context));
    return await this.powerOn(signal);
  }

  /** De-registers and forgets the user. @throws HarnessError when the registrar does not confirm it */
  async signOut(): Promise<void> {
    const registration = this.#power?.context.registration.current;
    try {
      await registration?.signOut();
    } finally {
      registration?.connection.close();
      forgetUser(this.#memory);
      this.#outcome = undefined;
      this.#screen.show('signedOut');
    }
  }

  /**
   * Switches the phone off and clears its cached credentials and certificates, without a word to the registrar
   * (inferred). At the next power-on a person types the same again.
   */
  async softReset(): Promise<void> {
    await this.#reset(softReset);
  }

  /** As `softReset`, down to the state of delivery. */
  async factoryReset(): Promise<void> {
    await this.#reset(factoryReset);
  }

  /** Switches the phone off: every wait ends, nothing stays open. */
  async close(): Promise<void> {
    this.#switchOff();
  }

  async #reset(forget: (memory: PhoneMemory) => void): Promise<void> {
    this.#switchOff();
    forget(this.#memory);
    this.#step = 'off';
    this.#outcome = undefined;
    this.#failure = undefined;
    this.#screen.show('off');
  }

  /** The work, which ends at once when the phone is switched off or the signal says so. */
  async #powered(signal: AbortSignal | undefined, work: () => Promise<void>): Promise<PhoneState> {
    const pull = () => this.#switchOff();
    signal?.addEventListener('abort', pull, { once: true });
    try {
      await work();
      return this.state;
    } catch (error) {
      this.#switchOff();
      signal?.throwIfAborted();
      throw error instanceof SwitchedOff ? new HarnessError('PHONE_SWITCHED_OFF') : error;
    } finally {
      signal?.removeEventListener('abort', pull);
    }
  }

  async #stayUntil(until: number): Promise<void> {
    for (;;) {
      const context = this.#power?.context;
      if (context === undefined || this.#outcome !== 'signed-in') return;
      const end = await staySignedIn(context, until);
      if (end === 'time-over') return;
      if (end === 'signed-out') {
        this.#outcome = undefined;
        return;
      }
      await this.#goDown(context);
      await this.#start();
    }
  }

  /** Boots, and boots again with each firmware it installs on the way. */
  async #start(): Promise<void> {
    for (;;) {
      const context = this.#plugIn();
      await this.#boot(context);
      if (!context.restart.wanted) return;
      await this.#goDown(context);
    }
  }

  #plugIn(): StepContext {
    const power = new AbortController();
    const context = buildContext({
      options: this.#options,
      model: this.#model,
      identity: this.#identity,
      memory: this.#memory,
      date: this.#date,
      screen: this.#screen,
      random: this.#session,
      record: this.#record,
      power: power.signal,
      restartsLeft: MAX_UPDATE_RESTARTS - this.#restarts,
    });
    this.#power = { switch: power, context };
    this.#outcome = undefined;
    this.#failure = undefined;
    forgetNetwork(this.#memory, this.#options.keepsTicket ?? this.#model.keepsTicket);
    this.#date.powerOn();
    return context;
  }

  /** A restart of its own: the phone takes its leave of the registrar first (inferred), unless it crashed. */
  async #goDown(context: StepContext): Promise<void> {
    if (context.restart.crashed) await context.clock.sleep(REBOOT_MS);
    else await leave(context);
    this.#restarts++;
    this.#switchOff();
    this.#outcome = undefined;
  }

  async #boot(context: StepContext): Promise<void> {
    if (!(await this.#runAll(powerOnSteps, context))) return;
    const { typed } = context;
    if (!(await this.#runAll(signInSteps(typed.signIn, this.#certificateIsGood(), this.#model), context))) return;
    this.#outcome = 'signed-in';
    // A step that could be done without may have shown its failure.
    this.#screen.show('signedIn');
    const { sipAddress } = this.#memory;
    this.#record('phone.outcome', {
      outcome: 'signed-in',
      step: this.#step,
      ...(sipAddress && { detail: sipAddress }),
    });
    await this.#runAll(afterSignInSteps(this.#model), context);
  }

  /** Whether the phone may go on. */
  async #runAll(steps: readonly Step[], context: StepContext): Promise<boolean> {
    for (const step of steps) {
      if (!isDue(step, context)) continue;
      this.#step = step.name;
      const error = await perform(step, context);
      if (context.restart.wanted) return false;
      if (error === undefined || !isEssential(step, context)) continue;
      await this.#fail(step.name, error, context);
      return false;
    }
    return true;
  }

  async #fail(step: string, error: HarnessError, context: StepContext): Promise<void> {
    this.#outcome = 'sign-in-failed';
    this.#failure = failureOf(step, error);
    this.#record('phone.outcome', { outcome: 'sign-in-failed', step, detail: error.message });
    await leave(context);
  }

  #certificateIsGood(): boolean {
    const { certificate } = this.#memory;
    return (
      certificate !== undefined && certificate.notAfter.getTime() - this.#date.now().getTime() > CERTIFICATE_RESERVE_MS
    );
  }

  #switchOff(): void {
    const power = this.#power;
    if (power === undefined) return;
    this.#power = undefined;
    power.switch.abort(new SwitchedOff());
    power.context.web.close();
    power.context.registration.current?.connection.close();
    power.context.plug.close();
  }
}

/** A phone that registered by password on its way to a certificate, and got none, does not stay (inferred). */
async function leave({ power, registration }: StepContext): Promise<void> {
  try {
    await registration.current?.signOut();
  } catch (error) {
    if (power.aborted) throw new SwitchedOff();
    if (!(error instanceof HarnessError)) throw error;
  } finally {
    registration.current?.connection.close();
  }
}
