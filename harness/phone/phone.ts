import { trustProfileFor } from '../../certs/trust/index.js';
import { asHarnessError, HarnessError } from '../foundation/errors/index.js';
import type { SeededRandom } from '../foundation/random.js';
import { buildContext } from './build-context.js';
import type { Step, StepContext } from './context.js';
import { failureOf } from './failure.js';
import { identityOf, type PhoneIdentity } from './identity.js';
import { emptyMemory, forgetNetwork, forgetUser, type PhoneMemory } from './memory.js';
import { type PhoneModel, phoneModels } from './models/index.js';
import type { PhoneOptions } from './options.js';
import { PhoneDate } from './phone-date.js';
import { type PhoneRecord, phoneRecord } from './record.js';
import { Screen } from './screen.js';
import type { PhoneFailure, PhoneState } from './state.js';
import { powerOnSteps, signInSteps } from './steps/index.js';
import { checkTyped } from './typed.js';
import { SwitchedOff } from './waiting.js';

/** A certificate that ends sooner is renewed (observed of another client). */
const CERTIFICATE_RESERVE_MS = 3_600_000;

/** A desk phone without a handset: it boots and signs in over the network as a real one does. */
export class EmulatedPhone {
  readonly #options: PhoneOptions;
  readonly #model: PhoneModel;
  readonly #identity: PhoneIdentity;
  readonly #date: PhoneDate;
  readonly #record: PhoneRecord;
  readonly #screen: Screen;
  readonly #session: SeededRandom;
  readonly #memory: PhoneMemory = emptyMemory();
  #step = 'off';
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
    this.#model = model;
    // Refuses a firmware that is none.
    trustProfileFor(options.firmware);
    this.#identity = identityOf(options, model);
    this.#session = options.random.derive('session');
    this.#date = new PhoneDate(options.clock, options.powerOnDate);
    this.#record = phoneRecord(options.recorder, this.#date, this.#identity.mac);
    this.#screen = new Screen(this.#record);
  }

  get state(): PhoneState {
    const { certificateService, registrars, registrar, deliveredAnchors, sipAddress, certificate, lease } =
      this.#memory;
    return {
      model: this.#model.name,
      firmware: this.#options.firmware,
      mac: this.#identity.mac,
      serial: this.#identity.serial,
      address: this.#options.network.address,
      step: this.#step,
      ...(this.#outcome && { outcome: this.#outcome }),
      screen: this.#screen.text,
      date: this.#date.now().toISOString(),
      ...(this.#date.offset === undefined ? {} : { dateOffset: Math.round(this.#date.offset) }),
      ...(lease && { lease: { ...lease } }),
      ...(certificateService && { certificateService }),
      registrars: [...registrars],
      ...(registrar && { registrar }),
      deliveredAnchors: deliveredAnchors.map(({ thumbprint }) => thumbprint),
      ...(sipAddress && { sipAddress }),
      ...(certificate && { certificate: certificate.thumbprint }),
      ...(this.#failure && { failure: this.#failure }),
    };
  }

  /**
   * Boots and signs in; the state afterwards tells whether it worked. A phone that is on is switched off first. What it
   * keeps over a power cycle: a delivered chain, and its user's certificate.
   * @throws HarnessError PHONE_SWITCHED_OFF when closed meanwhile, or the signal's reason; nothing stays open then
   */
  async powerOn(signal?: AbortSignal): Promise<PhoneState> {
    signal?.throwIfAborted();
    await this.close();
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
    });
    this.#power = { switch: power, context };
    this.#outcome = undefined;
    this.#failure = undefined;
    forgetNetwork(this.#memory);
    this.#date.powerOn();
    const pull = () => this.#switchOff();
    signal?.addEventListener('abort', pull, { once: true });
    try {
      await this.#boot(context);
      return this.state;
    } catch (error) {
      this.#switchOff();
      signal?.throwIfAborted();
      throw error instanceof SwitchedOff ? new HarnessError('PHONE_SWITCHED_OFF') : error;
    } finally {
      signal?.removeEventListener('abort', pull);
    }
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

  /** Switches the phone off: every wait ends, nothing stays open. */
  async close(): Promise<void> {
    this.#switchOff();
  }

  async #boot(context: StepContext): Promise<void> {
    if (!(await this.#runAll(powerOnSteps, context))) return;
    if (!(await this.#runAll(signInSteps(context.typed.signIn, this.#certificateIsGood()), context))) return;
    this.#outcome = 'signed-in';
    const { sipAddress } = this.#memory;
    this.#record('phone.outcome', {
      outcome: 'signed-in',
      step: this.#step,
      ...(sipAddress && { detail: sipAddress }),
    });
  }

  /** Whether the phone may go on. */
  async #runAll(steps: readonly Step[], context: StepContext): Promise<boolean> {
    for (const { name, essential, run } of steps) {
      this.#step = name;
      this.#record('phone.step', { step: name, state: 'started' });
      try {
        const detail = await run(context);
        this.#record('phone.step', { step: name, state: 'done', detail });
      } catch (thrown) {
        if (context.power.aborted) throw new SwitchedOff();
        const error = asHarnessError(thrown);
        this.#record('phone.step', { step: name, state: 'failed', detail: error.message, code: error.code });
        if (!essential) continue;
        this.#fail(name, error);
        return false;
      }
    }
    return true;
  }

  #fail(step: string, error: HarnessError): void {
    this.#outcome = 'sign-in-failed';
    this.#failure = failureOf(step, error);
    this.#record('phone.outcome', { outcome: 'sign-in-failed', step, detail: error.message });
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
