import type { DatedClock } from '../../foundation/clock/index.js';
import { quadOf } from './address.js';
import type { Scope } from './scopes.js';

/** How long an address offered is kept for who was offered it. */
export const OFFER_MS = 60_000;
/** How long an address somebody else was seen to use is left alone (ISC dhcpd: abandon-lease-time, shortened for a lab). */
export const DECLINED_MS = 3_600_000;
/** Bindings remembered in all scopes together; a /16 and a flood of clients stay below it. */
export const MAX_BINDINGS = 70_000;

export type BindingState = 'offered' | 'leased' | 'released' | 'declined';

/** Who has an address, or had it last. */
export interface Binding {
  readonly address: number;
  readonly scope: number;
  /** Option 61 in hex, else the MAC. */
  client: string;
  mac: string;
  state: BindingState;
  /** Clock time, milliseconds; infinite for a lease without end. */
  until: number;
}

/** A binding as it outlives the process. */
export interface KeptBinding {
  readonly address: string;
  readonly client: string;
  readonly mac: string;
  readonly state: 'leased' | 'released' | 'declined';
  /** ISO 8601; absent for a lease without end. */
  readonly until?: string;
}

/**
 * Who has which address, by the scenario clock. Every step takes the same time however many bindings there are: those of one
 * state stand in the order in which they end, so whatever is to be given to the next client is always the first of a list.
 */
export class LeaseTable {
  readonly #clock: DatedClock;
  readonly #scopes: readonly Scope[];
  readonly #keep: ((binding: Binding) => void) | undefined;
  readonly #byAddress = new Map<number, Binding>();
  readonly #byClient = new Map<string, Binding>();
  /** By scope: the next address never given to anybody. */
  readonly #fresh: number[];
  readonly #queues: readonly Record<BindingState, Map<number, Binding>>[];

  constructor(clock: DatedClock, scopes: readonly Scope[], keep?: (binding: Binding) => void) {
    this.#clock = clock;
    this.#scopes = scopes;
    this.#keep = keep;
    this.#fresh = scopes.map(({ first }) => first);
    this.#queues = scopes.map(() => ({
      offered: new Map(),
      leased: new Map(),
      released: new Map(),
      declined: new Map(),
    }));
  }

  get size(): number {
    return this.#byAddress.size;
  }

  /** What this client has, or had last, in a scope. */
  of(scope: Scope, client: string): Binding | undefined {
    return this.#byClient.get(key(scope.index, client));
  }

  at(address: number): Binding | undefined {
    return this.#byAddress.get(address);
  }

  /** Still holds: neither given back nor at its end. */
  isActive(binding: Binding): boolean {
    return binding.state !== 'released' && binding.until > this.#clock.elapsed();
  }

  /**
   * An address to offer: the client's own, the one it wishes for, a fresh one, one given back, one whose lease ended. When
   * none is left the oldest offer nobody took up is given to the next: a flood of DISCOVERs keeps no phone out. `taken` are addresses of other hosts.
   */
  offer(
    scope: Scope,
    client: string,
    mac: string,
    wish: number | undefined,
    taken: (address: number) => boolean,
  ): Binding | undefined {
    const own = this.of(scope, client);
    if (own) {
      if (own.state === 'leased' && this.isActive(own)) return own;
      return this.#put(own, 'offered', OFFER_MS);
    }
    const address = this.#wished(scope, wish, taken) ?? this.#freeAddress(scope, taken);
    return address === undefined ? undefined : this.#bind(scope, address, client, mac, 'offered', OFFER_MS);
  }

  /** The client took it, or keeps it, for `ms`. */
  lease(binding: Binding, ms: number): Binding {
    return this.#put(binding, 'leased', ms, true);
  }

  /** A client that held this address before this table knew of it; nothing when somebody else has it. */
  adopt(scope: Scope, address: number, client: string, mac: string, ms: number): Binding | undefined {
    const there = this.#byAddress.get(address);
    if (address < scope.first || address > scope.last) return undefined;
    if (there && there.client !== client && this.isActive(there)) return undefined;
    return this.#bind(scope, address, client, mac, 'leased', ms, true);
  }

  /** Given back; the client gets the same one again as long as nobody else needs it. */
  release(binding: Binding): void {
    this.#put(binding, 'released', 0, binding.state === 'leased');
  }

  /** Somebody else was seen to use it. */
  decline(binding: Binding): void {
    this.#byClient.delete(key(binding.scope, binding.client));
    this.#put(binding, 'declined', DECLINED_MS, true);
  }

  /** Take over what an earlier process kept; what is outside every scope is left out. */
  restore(kept: Iterable<KeptBinding>, numberOf: (address: string) => number): void {
    const toClock = this.#clock.elapsed() - this.#clock.now().getTime();
    for (const { address: quad, client, mac, state, until } of kept) {
      const address = numberOf(quad);
      const scope = this.#scopes.find(({ first, last }) => address >= first && address <= last);
      if (!scope || this.#byAddress.size >= MAX_BINDINGS) continue;
      const end = until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until) + toClock;
      this.#bind(scope, address, client, mac, state, end - this.#clock.elapsed());
      if (state === 'declined') this.#byClient.delete(key(scope.index, client));
    }
  }

  /** A binding as it is kept. */
  kept({ address, client, mac, state, until }: Binding): KeptBinding {
    const date = new Date(this.#clock.now().getTime() + until - this.#clock.elapsed());
    return {
      address: quadOf(address),
      client,
      mac,
      state: state === 'offered' ? 'released' : state,
      ...(Number.isFinite(until) && { until: date.toISOString() }),
    };
  }

  #wished(scope: Scope, wish: number | undefined, taken: (address: number) => boolean): number | undefined {
    if (wish === undefined || wish < scope.first || wish > scope.last || taken(wish)) return undefined;
    const there = this.#byAddress.get(wish);
    if (there && this.isActive(there)) return undefined;
    if (!there && this.#byAddress.size >= MAX_BINDINGS) return undefined;
    return wish;
  }

  #freeAddress(scope: Scope, taken: (address: number) => boolean): number | undefined {
    let fresh = this.#fresh[scope.index] ?? scope.last + 1;
    while (fresh <= scope.last && (this.#byAddress.has(fresh) || taken(fresh))) fresh++;
    const room = this.#byAddress.size < MAX_BINDINGS;
    this.#fresh[scope.index] = fresh <= scope.last && room ? fresh + 1 : fresh;
    if (fresh <= scope.last && room) return fresh;
    const queues = this.#queues[scope.index];
    const [released] = queues?.released.keys() ?? [];
    if (released !== undefined) return released;
    for (const state of ['leased', 'declined'] as const) {
      const [first] = queues?.[state].values() ?? [];
      if (first && !this.isActive(first)) return first.address;
    }
    const [offered] = queues?.offered.keys() ?? [];
    return offered;
  }

  #bind(
    scope: Scope,
    address: number,
    client: string,
    mac: string,
    state: BindingState,
    ms: number,
    keep = false,
  ): Binding {
    const before = this.#byAddress.get(address);
    if (before) this.#forget(before);
    const own = this.#byClient.get(key(scope.index, client));
    if (own) this.#forget(own);
    const binding: Binding = { address, scope: scope.index, client, mac, state, until: 0 };
    this.#byAddress.set(address, binding);
    this.#byClient.set(key(scope.index, client), binding);
    return this.#put(binding, state, ms, keep);
  }

  #put(binding: Binding, state: BindingState, ms: number, keep = false): Binding {
    const queues = this.#queues[binding.scope];
    queues?.[binding.state].delete(binding.address);
    binding.state = state;
    binding.until = this.#clock.elapsed() + ms;
    queues?.[state].set(binding.address, binding);
    if (keep) this.#keep?.(binding);
    return binding;
  }

  #forget(binding: Binding): void {
    this.#queues[binding.scope]?.[binding.state].delete(binding.address);
    this.#byAddress.delete(binding.address);
    const own = key(binding.scope, binding.client);
    if (this.#byClient.get(own) === binding) this.#byClient.delete(own);
  }
}

function key(scope: number, client: string): string {
  return `${scope} ${client}`;
}
