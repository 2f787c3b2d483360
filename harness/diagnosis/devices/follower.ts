import type { JournalEvent } from '../../journal/index.js';
import { type DeviceCard, OpenCard } from './card.js';
import { userAgentFacts } from './user-agent.js';

/** Devices followed at once; a lab has dozens, a flood of addresses forgets the one that came first. */
export const MAX_FOLLOWED = 2_000;

/** Whose event it is, and whom that device turned out to be as well. */
export interface Followed {
  /** Its MAC, else `ip:ADDRESS`. */
  readonly device: string;
  /** What it was called until now, where this event showed that two are one. */
  readonly merged?: string;
}

/**
 * Follows each device through everything it does: a MAC once DHCP or the neighbour table shows it, until then an
 * address; the same epid or user certificate at another address is the same device. Two MACs are never one device.
 */
export class DeviceFollower {
  /** By the present name. */
  readonly #cards = new Map<string, OpenCard>();
  /** From names that turned out to be somebody else. */
  readonly #aliases = new Map<string, string>();
  /** `epid 01ab…`, `certificate 23CD…`: whose they were first. */
  readonly #marks = new Map<string, string>();

  /** Undefined for what concerns no device. */
  take(event: JournalEvent): Followed | undefined {
    if (event.device === undefined) return undefined;
    const before = this.#named(event.device);
    const merged = this.#identify(event, before);
    const device = this.#named(event.device);
    this.#write(event, this.#card(device));
    return { device, ...(merged !== undefined && { merged }) };
  }

  /** What is known of a device, by any name it had. */
  card(device: string): DeviceCard | undefined {
    return this.#cards.get(this.#named(device))?.read();
  }

  cards(): DeviceCard[] {
    return [...this.#cards.values()].map((card) => card.read());
  }

  /** The present name of a device, by any name it had. */
  named(device: string): string {
    return this.#named(device);
  }

  #named(device: string): string {
    let name = device;
    for (let next = this.#aliases.get(name); next !== undefined; next = this.#aliases.get(name)) name = next;
    return name;
  }

  /** Who the device is by what this event shows; the name that is no longer used, if any. */
  #identify(event: JournalEvent, device: string): string | undefined {
    this.#card(device);
    if (event.type === 'dhcp.request') return this.#join(device, `ip:${event.address}`);
    if (event.type === 'device.neighbour') return this.#join(device, `ip:${event.address}`);
    if (event.type === 'device-update.check' && event.mac !== undefined) return this.#join(event.mac, device);
    for (const mark of marksOf(event)) {
      const owner = this.#marks.get(mark);
      if (owner === undefined) {
        if (this.#marks.size >= MAX_FOLLOWED) this.#forgetFirst(this.#marks);
        this.#marks.set(mark, device);
        continue;
      }
      const merged = this.#join(this.#named(owner), device);
      if (merged !== undefined) return merged;
    }
    return undefined;
  }

  /** The two are one device, unless each has a MAC of its own; the name that goes. */
  #join(one: string, other: string): string | undefined {
    const [first, second] = [this.#named(one), this.#named(other)];
    if (first === second) return undefined;
    const nameless = second.startsWith('ip:') ? second : first.startsWith('ip:') ? first : undefined;
    if (nameless === undefined) return undefined;
    const stays = nameless === second ? first : second;
    const known = this.#cards.get(nameless);
    // An address nobody was seen at is no device yet.
    if (!known) return undefined;
    this.#card(stays).absorb(known);
    this.#cards.delete(nameless);
    if (this.#aliases.size >= MAX_FOLLOWED) this.#forgetFirst(this.#aliases);
    this.#aliases.set(nameless, stays);
    return nameless;
  }

  #card(device: string): OpenCard {
    const known = this.#cards.get(device);
    if (known) return known;
    if (this.#cards.size >= MAX_FOLLOWED) this.#forgetFirst(this.#cards);
    const card = new OpenCard(device);
    this.#cards.set(device, card);
    return card;
  }

  #forgetFirst(map: Map<string, unknown>): void {
    const [first] = map.keys();
    if (first !== undefined) map.delete(first);
  }

  #write(event: JournalEvent, card: OpenCard): void {
    if (event.observer !== 'harness') return;
    switch (event.type) {
      case 'dhcp.request':
      case 'device.neighbour':
        if (event.address !== '0.0.0.0') card.add('addresses', event.address);
        break;
      case 'device.stated':
        if (event.model !== undefined) card.say('operator', 'model', event.model);
        if (event.firmware !== undefined) card.say('operator', 'firmware', event.firmware);
        break;
      case 'web.request':
      case 'front-end.request':
        if (event.userAgent !== undefined) writeUserAgent(event.userAgent, card);
        break;
      case 'front-end.register':
        if (event.epid !== undefined) card.add('epids', event.epid);
        break;
      case 'front-end.signed-in':
        card.add('epids', event.epid);
        card.add('users', event.user);
        if (event.certificate !== undefined) card.add('certificates', event.certificate);
        break;
      case 'certificate.issued':
        card.add('certificates', event.thumbprint);
        break;
      case 'device-update.check':
        if (event.model !== undefined) card.say('update-check', 'model', event.model);
        if (event.version !== undefined) card.say('update-check', 'firmware', event.version);
        break;
      default:
    }
  }
}

/** Follow a whole journal, and give every event the name its device has at the end. */
export function followDevices(events: readonly JournalEvent[]): {
  readonly events: JournalEvent[];
  readonly cards: DeviceCard[];
} {
  const follower = new DeviceFollower();
  for (const event of events) follower.take(event);
  const renamed = events.map((event) => {
    const device = event.device === undefined ? undefined : follower.named(event.device);
    return device === event.device ? event : ({ ...event, device } as JournalEvent);
  });
  return { events: renamed, cards: follower.cards() };
}

function marksOf(event: JournalEvent): string[] {
  switch (event.type) {
    case 'front-end.register':
      return event.epid === undefined || event.epid === '' ? [] : [`epid ${event.epid}`];
    case 'front-end.signed-in':
      return event.certificate === undefined ? [] : [`certificate ${event.certificate}`];
    case 'certificate.issued':
      return [`certificate ${event.thumbprint}`];
    default:
      return [];
  }
}

function writeUserAgent(userAgent: string, card: OpenCard): void {
  card.add('userAgents', userAgent);
  const { firmware, model } = userAgentFacts(userAgent);
  if (model !== undefined) card.say('user-agent', 'model', model);
  if (firmware !== undefined) card.say('user-agent', 'firmware', firmware);
}
