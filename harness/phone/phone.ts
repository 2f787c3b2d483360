import { type TrustProfile, trustProfileFor } from '../../certs/trust/index.js';
import { asHarnessError, HarnessError } from '../foundation/errors/index.js';
import type { SeededRandom } from '../foundation/random.js';
import { formatMac, parseMac } from '../wire/dhcp/index.js';
import type { Step, StepContext } from './context.js';
import { emptyMemory, forgetNetwork, forgetUser, type PhoneMemory } from './memory.js';
import { type PhoneModel, phoneModels } from './models/index.js';
import { WebClient } from './network/http/web-client.js';
import { NetworkPlug } from './network/plug.js';
import { Resolver } from './network/resolver.js';
import { ServerUntrusted, type TrustQuestion } from './network/secure.js';
import type { PhoneOptions } from './options.js';
import { PhoneDate } from './phone-date.js';
import { type PhoneRecord, phoneRecord } from './record.js';
import { Screen } from './screen.js';
import type { PhoneFailure, PhoneState } from './state.js';
import { powerOnSteps, signInSteps } from './steps/index.js';
import { checkTyped } from './typed.js';
import { SwitchedOff, WaitingClock } from './waiting.js';

/** A certificate that ends sooner is renewed (observed of another client). */
const CERTIFICATE_RESERVE_MS = 3_600_000;

/** A desk phone without a handset: it boots and signs in over the network as a real one does. */
export class EmulatedPhone {
  readonly #options: PhoneOptions;
  readonly #model: PhoneModel;
  readonly #profile: TrustProfile;
  readonly #mac: string;
  readonly #serial: string;
  readonly #epid: string;
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
    this.#profile = trustProfileFor(options.firmware);
    const identity = options.random.derive('identity');
    this.#mac = formatMac(
      parseMac(
        options.mac ??
          `${model.oui}:${identity
            .bytes(3)
            .toString('hex')
            .replace(/..(?=.)/g, '$&:')}`,
      ),
    );
    this.#serial = options.serial ?? identity.hex(12).toUpperCase();
    this.#epid = identity.hex(10);
    this.#session = options.random.derive('session');
    this.#date = new PhoneDate(options.clock, options.powerOnDate);
    this.#record = phoneRecord(options.recorder, this.#date, this.#mac);
    this.#screen = new Screen(this.#record);
  }

  get state(): PhoneState {
    const { certificateService, registrars, registrar, deliveredAnchors, sipAddress, certificate, lease } =
      this.#memory;
    return {
      model: this.#model.name,
      firmware: this.#options.firmware,
      mac: this.#mac,
      serial: this.#serial,
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
    const context = this.#contextFor(power.signal);
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

  #contextFor(power: AbortSignal): StepContext {
    const { typed, network, firmware, privateKey } = this.#options;
    const clock = new WaitingClock(this.#options.clock, power);
    const plug = new NetworkPlug(network, clock);
    const memory = this.#memory;
    const resolver = new Resolver(plug, clock, () => memory.lease);
    const trust: TrustQuestion = {
      offer: this.#model.tls,
      refusal: this.#options.refusal ?? this.#model.refusal,
      profile: this.#profile,
      anchors: () => [...this.#options.anchors, ...memory.deliveredAnchors],
      intermediates: () => memory.intermediates,
      date: this.#date,
      record: this.#record,
      clock,
    };
    const userAgent = this.#model.userAgent(firmware);
    return {
      model: this.#model,
      firmware,
      typed,
      mac: this.#mac,
      serial: this.#serial,
      epid: this.#epid,
      userAgent,
      memory,
      clock,
      date: this.#date,
      screen: this.#screen,
      random: this.#session,
      record: this.#record,
      plug,
      resolver,
      web: new WebClient({ plug, resolver, trust, clock, userAgent }),
      trust,
      keyPair: privateKey,
      registration: {},
      power,
    };
  }
}

function failureOf(step: string, error: HarnessError): PhoneFailure {
  const { code, message } = error;
  if (!(error instanceof ServerUntrusted)) return { step, code, sentence: message };
  const { host, verdict, refusal } = error;
  const path = verdict.path.map(({ subject }) => subject);
  return {
    step,
    code,
    sentence: message,
    refusal,
    verdict: { host, reason: verdict.reason, sentence: verdict.sentence, path },
  };
}
