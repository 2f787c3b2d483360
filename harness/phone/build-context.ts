import type { SeededRandom } from '../foundation/random.js';
import type { StepContext } from './context.js';
import type { PhoneIdentity } from './identity.js';
import type { PhoneMemory } from './memory.js';
import { helloShapes, type PhoneModel } from './models/index.js';
import { WebClient } from './network/http/web-client.js';
import { NetworkPlug } from './network/plug.js';
import { Resolver } from './network/resolver.js';
import type { TrustQuestion } from './network/secure.js';
import type { PhoneOptions } from './options.js';
import type { PhoneDate } from './phone-date.js';
import { withProfile } from './profile/index.js';
import type { PhoneRecord } from './record.js';
import type { Screen } from './screen.js';
import { HashedSlot } from './update/image-slot.js';
import { WaitingClock } from './waiting.js';

export interface ContextParts {
  readonly options: PhoneOptions;
  readonly model: PhoneModel;
  readonly identity: PhoneIdentity;
  readonly memory: PhoneMemory;
  readonly date: PhoneDate;
  readonly screen: Screen;
  readonly random: SeededRandom;
  readonly record: PhoneRecord;
  readonly power: AbortSignal;
  /** How often the phone may restart itself yet. */
  readonly restartsLeft: number;
}

/** Plugs a phone in: everything its steps work with until it is switched off. */
export function buildContext(parts: ContextParts): StepContext {
  const { options, identity, memory, date, screen, random, record, power } = parts;
  const { profile, timeSources = parts.model.timeSources } = options;
  const model: PhoneModel = { ...withProfile(parts.model, profile), timeSources };
  const { typed, anchors: builtIn, privateKey: keyPair } = options;
  const firmware = memory.flash.current;
  const anchors = typeof builtIn === 'function' ? builtIn(model.rootsAsOf ?? firmware) : builtIn;
  const clock = new WaitingClock(options.clock, power);
  const plug = new NetworkPlug(options.network, clock);
  const resolver = new Resolver(plug, clock, () => memory.lease, record);
  const trust: TrustQuestion = {
    offer: options.hello === undefined ? model.tls(firmware) : helloShapes[options.hello],
    refusal: options.refusal ?? model.refusal,
    profile: model.trust(firmware),
    anchors: () => [...anchors, ...memory.deliveredAnchors],
    intermediates: () => memory.intermediates,
    ...(model.resumesSessions && { sessions: memory.sessions }),
    keyLog: options.keyLog,
    date,
    record,
    clock,
  };
  const userAgent = profile?.sip?.userAgent ?? model.userAgent(firmware);
  const web = new WebClient({
    ...{ plug, resolver, trust, clock, record },
    userAgent: profile?.http?.userAgent ?? userAgent,
    headers: Object.fromEntries(profile?.http?.headers ?? []),
    redirects: options.redirects ?? model.redirects,
    pinInClear: options.pinInClear ?? false,
  });
  return {
    ...identity,
    model,
    profile,
    firmware,
    typed,
    userAgent,
    memory,
    clock,
    date,
    screen,
    random,
    plug,
    resolver,
    web,
    trust,
    record,
    keyPair,
    registration: {},
    restart: { wanted: false, left: parts.restartsLeft },
    imageSlot: memory.flash.partial?.slot ?? options.imageSlot ?? new HashedSlot(),
    ...(options.provisioningServer && { provisioningServer: options.provisioningServer }),
    habits: options,
    power,
  };
}
