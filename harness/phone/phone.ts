import { trustProfileFor } from '../../certs/trust/index.js';
import { HarnessError } from '../foundation/errors/index.js';
import type { SeededRandom } from '../foundation/random.js';
import { boot } from './boot.js';
import { buildContext } from './build-context.js';
import type { StepContext } from './context.js';
import { identityOf, type PhoneIdentity } from './identity.js';
import { type KeptPhone, keptOf, restore } from './kept/index.js';
import { emptyMemory, factoryReset, forgetNetwork, forgetUser, type PhoneMemory, softReset } from './memory.js';
import { type PhoneModel, phoneModels } from './models/index.js';
import type { PhoneOptions, TypedCredentials } from './options.js';
import { PhoneDate } from './phone-date.js';
import { cutPower, type Power, takeLeave } from './power.js';
import { switchedOff } from './progress.js';
import { type PhoneRecord, phoneRecord } from './record.js';
import { Screen } from './screen.js';
import type { PhoneState } from './state.js';
import { staySignedIn } from './stay/stay.js';
import { MAX_UPDATE_RESTARTS, REBOOT_MS } from './steps/index.js';
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
  #typed: TypedCredentials;
  #progress = switchedOff();
  /** Restarts for new firmware since somebody switched it on. */
  #restarts = 0;
  #power: Power | undefined;

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
    this.#typed = options.typed;
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
      ...this.#progress,
      address: this.#power?.context.plug.address,
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
   * signed in has nothing to stay for. `used`: somebody touches the phone; it comes back as soon as it is at rest.
   * @throws HarnessError as `powerOn`
   */
  async stay(ms: number, signal?: AbortSignal, used?: AbortSignal): Promise<PhoneState> {
    signal?.throwIfAborted();
    const until = this.#options.clock.elapsed() + ms;
    return await this.#powered(signal, () => this.#stayUntil(until, used));
  }

  /**
   * Restarts by its own menu: takes its leave of the registrar, where it is registered, and boots with what it kept.
   * @throws HarnessError as `powerOn`
   */
  async reboot(signal?: AbortSignal): Promise<PhoneState> {
    signal?.throwIfAborted();
    const context = this.#power?.context;
    if (context) await this.#powered(signal, () => takeLeave(context));
    return await this.powerOn(signal);
  }

  /**
   * Somebody signs in otherwise, or somebody else does: the phone signs out, forgets the user, is told these, and boots
   * (inferred). What the network delivered, such as a chain, it keeps.
   * @throws HarnessError PHONE_CREDENTIALS_UNSUPPORTED, PHONE_CREDENTIALS_INVALID; as `powerOn`
   */
  async signInWith(typed: TypedCredentials, signal?: AbortSignal): Promise<PhoneState> {
    checkTyped(typed, this.#model);
    signal?.throwIfAborted();
    const context = this.#power?.context;
    if (context) await this.#powered(signal, () => takeLeave(context));
    forgetUser(this.#memory);
    this.#typed = typed;
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
      this.#progress.outcome = undefined;
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
    this.#progress = switchedOff();
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

  async #stayUntil(until: number, used?: AbortSignal): Promise<void> {
    for (;;) {
      const context = this.#power?.context;
      if (context === undefined || this.#progress.outcome !== 'signed-in') return;
      const end = await staySignedIn(context, until, used);
      if (end === 'time-over' || end === 'used') return;
      if (end === 'signed-out') {
        this.#progress.outcome = undefined;
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
      await boot(context, this.#model, this.#progress);
      if (!context.restart.wanted) return;
      await this.#goDown(context);
    }
  }

  #plugIn(): StepContext {
    const power = new AbortController();
    const context = buildContext({
      options: { ...this.#options, typed: this.#typed },
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
    this.#progress = { ...switchedOff(), step: this.#progress.step };
    forgetNetwork(this.#memory, this.#options.keepsTicket ?? this.#model.keepsTicket);
    this.#date.powerOn();
    return context;
  }

  /** A restart of its own: the phone takes its leave of the registrar first (inferred), unless it crashed. */
  async #goDown(context: StepContext): Promise<void> {
    if (context.restart.crashed) await context.clock.sleep(REBOOT_MS);
    else await takeLeave(context);
    this.#restarts++;
    this.#switchOff();
    this.#progress.outcome = undefined;
  }

  #switchOff(): void {
    const power = this.#power;
    this.#power = undefined;
    if (power) cutPower(power);
  }
}
