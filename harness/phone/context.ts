import type { SeededRandom } from '../foundation/random.js';
import type { PhoneMemory } from './memory.js';
import type { PhoneModel } from './models/index.js';
import type { WebClient } from './network/http/web-client.js';
import type { NetworkPlug } from './network/plug.js';
import type { Resolver } from './network/resolver.js';
import type { TrustQuestion } from './network/secure.js';
import type { PhoneOptions, TypedCredentials } from './options.js';
import type { PhoneDate } from './phone-date.js';
import type { PhoneProfile } from './profile/index.js';
import type { PhoneRecord } from './record.js';
import type { Screen } from './screen.js';
import type { Registration } from './sip/registration.js';
import type { ImageSlot } from './update/image-slot.js';
import type { WaitingClock } from './waiting.js';

/** What a bootstrap step works with. */
export interface StepContext {
  readonly model: PhoneModel;
  readonly profile?: PhoneProfile | undefined;
  /** What runs since the phone started. */
  readonly firmware: string;
  readonly typed: TypedCredentials;
  /** Lower-case hex pairs. */
  readonly mac: string;
  readonly serial: string;
  /** Endpoint identifier: the same at every sign-in of this phone. */
  readonly epid: string;
  readonly userAgent: string;
  readonly memory: PhoneMemory;
  readonly clock: WaitingClock;
  readonly date: PhoneDate;
  readonly screen: Screen;
  readonly random: SeededRandom;
  readonly plug: NetworkPlug;
  readonly resolver: Resolver;
  readonly web: WebClient;
  readonly trust: TrustQuestion;
  readonly record: PhoneRecord;
  readonly keyPair: PhoneOptions['privateKey'];
  /** The connection to the registrar, once there is one. */
  readonly registration: { current?: Registration };
  /**
   * A new firmware is installed, or the old one crashed, and the phone starts again; how often it may yet, as one boot
   * leads to another.
   */
  readonly restart: { wanted: boolean; crashed?: boolean; readonly left: number };
  readonly provisioningServer?: PhoneOptions['provisioningServer'];
  /** What no source tells of the model, or sources tell differently, and what its user does with it. */
  readonly habits: Pick<
    PhoneOptions,
    'autodiscover' | 'chainWhenTethered' | 'crash' | 'sendsLogs' | 'updateOverHttp' | 'updatePrompt'
  >;
  /** Where an image is written to. */
  readonly imageSlot: ImageSlot;
  /** Aborted when the phone is switched off. */
  readonly power: AbortSignal;
}

/** One bootstrap step. */
export interface Step {
  /** As its file is named. */
  readonly name: string;
  /** The phone gives up signing in when it fails. */
  readonly essential: boolean | ((context: StepContext) => boolean);
  /** Whether there is anything to do; always, by default. */
  due?(context: StepContext): boolean;
  /** Does it, and tells in a few words what came of it. Rejects with a HarnessError. */
  run(context: StepContext): Promise<string>;
}
