import { type Host, type RegistrarName, type RegistrarRole, registrarRoles } from '../../../deployment/index.js';
import type { Recorder } from '../../../journal/index.js';
import type { Binding } from '../../../pool/index.js';
import type { ServerContext } from '../../context.js';
import type { Associations } from '../associations.js';
import type { Dialog } from '../dialogs/dialog.js';
import type { ServerRequests } from '../dialogs/server-requests.js';
import { MAX_ENDPOINTS } from '../limits.js';
import type { Subscriptions } from '../subscriptions/subscriptions.js';
import { type DeregistrationEvent, deregistration } from './deregistration.js';

/** Clock milliseconds between two looks for what has lapsed, at least: each looks through every binding. */
export const LAPSE_PAUSE_MS = 1000;

export interface RegistrarParts {
  readonly name: RegistrarName;
  readonly context: ServerContext;
  readonly recorder: Recorder;
  readonly associations: Associations;
  readonly requests: ServerRequests;
  readonly subscriptions: Subscriptions;
  /** Told when an endpoint of a user came or went. */
  readonly changed: (user: string) => void;
}

/** What registering an endpoint did. */
export interface Bound {
  readonly action: 'added' | 'refreshed';
  /** The user's endpoints now, the longest unrefreshed first. */
  readonly endpoints: readonly Binding[];
}

/** A forced de-registration as asked for. */
export interface Deregistration {
  readonly event: DeregistrationEvent;
  /** Where to register instead. */
  readonly registrar?: Host | undefined;
}

/**
 * One Registrar: who is registered here and by which dialog they can be told that they no longer are. The bindings
 * themselves live in the pool and outlast a restart; the dialogs do not.
 */
export class Registrar {
  readonly name: RegistrarName;
  readonly role: RegistrarRole;
  /** New sign-ins get 503 with this Retry-After, in seconds; undefined as long as everybody may come. */
  draining: number | undefined;
  readonly #parts: RegistrarParts;
  /** By user, then by epid in lower case. */
  readonly #dialogs = new Map<string, Map<string, Dialog>>();
  #sleepsUntil = 0;
  #sooner: AbortController | undefined;

  constructor(parts: RegistrarParts) {
    this.name = parts.name;
    this.role = registrarRoles[parts.name];
    // The scenario's words are about the first pool; the others drain when they are asked to.
    this.draining = parts.name === 'front-end' ? parts.context.deployment.frontEnd.draining : undefined;
    this.#parts = parts;
  }

  /** A user's endpoints that are registered here, the longest unrefreshed first. */
  of(user: string): Binding[] {
    return this.#parts.context.pool.bindings.of(user, this.#now, this.name);
  }

  /** The dialog of an endpoint's registration. */
  dialog(user: string, epid: string): Dialog | undefined {
    return this.#dialogs.get(user)?.get(epid.toLowerCase());
  }

  /** Register an endpoint, or keep it registered; beyond the quota the oldest one goes. `now` in clock milliseconds. */
  bind(binding: Binding, dialog: Dialog, now: number): Bound {
    const { user } = binding;
    this.#lapse(now, user);
    const { bindings } = this.#parts.context.pool;
    const action = bindings.register(binding, now);
    this.#keep(user, binding.epid, dialog);
    if (action === 'added') {
      // What it subscribed to in a registration that is over, it will subscribe to again.
      this.#parts.subscriptions.endOf(user, dialog.endpoint);
      this.#parts.changed(user);
    } else {
      this.#parts.subscriptions.moved(user, dialog.endpoint, binding.connection);
    }
    if (binding.expiresAt < this.#sleepsUntil) this.#sooner?.abort();
    const endpoints = bindings.of(user, now, this.name);
    const [oldest] = endpoints;
    if (!oldest || endpoints.length <= MAX_ENDPOINTS) return { action, endpoints };
    this.#forceOut(oldest, { event: 'unregistered' });
    return { action, endpoints: bindings.of(user, now, this.name) };
  }

  /** The endpoint signed out. */
  remove(user: string, epid: string): void {
    const removed = this.#parts.context.pool.bindings.remove(this.name, user, epid);
    this.#forget(user, epid);
    if (removed) this.#parts.changed(user);
  }

  /**
   * End a user's registrations here and tell the endpoints why; how many could be told. Without `epid` all of them.
   */
  deregister(user: string, notice: Deregistration, epid?: string): { readonly ended: number; readonly told: number } {
    this.lapse(user);
    const wanted = this.of(user).filter(
      (binding) => epid === undefined || binding.epid.toLowerCase() === epid.toLowerCase(),
    );
    const told = wanted.filter((binding) => this.#forceOut(binding, notice)).length;
    return { ended: wanted.length, told };
  }

  /** Take out what has lapsed, of one user or of all. */
  lapse(user?: string): void {
    this.#lapse(this.#now, user);
  }

  #lapse(now: number, user?: string): void {
    const lapsed = this.#parts.context.pool.bindings.lapsed(this.name, now, user);
    if (lapsed.length === 0) return;
    for (const { connection, device, epid, user: of } of lapsed) {
      this.#forget(of, epid);
      this.#parts.recorder.record('front-end.lapsed', { user: of, epid, registrar: this.name }, { device, connection });
    }
    for (const of of new Set(lapsed.map((binding) => binding.user))) this.#parts.changed(of);
  }

  /** Let bindings lapse when they do, until the signal. */
  async watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.lapse();
      await this.#untilNextLapse(signal);
    }
  }

  get #now(): number {
    return this.#parts.context.clock.elapsed();
  }

  async #untilNextLapse(signal: AbortSignal): Promise<void> {
    const { clock, pool } = this.#parts.context;
    const next = pool.bindings.nextLapse(this.name);
    this.#sooner = new AbortController();
    this.#sleepsUntil = next ?? Number.POSITIVE_INFINITY;
    const either = AbortSignal.any([signal, this.#sooner.signal]);
    if (next === undefined) {
      await new Promise((resolve) => either.addEventListener('abort', resolve, { once: true }));
    } else {
      await clock.sleep(Math.max(LAPSE_PAUSE_MS, next - this.#now), either).catch(() => {});
    }
  }

  /** Whether the endpoint could be told. */
  #forceOut({ connection, device, epid, user }: Binding, { event, registrar }: Deregistration): boolean {
    const { context, recorder, requests } = this.#parts;
    const dialog = this.dialog(user, epid);
    context.pool.bindings.remove(this.name, user, epid);
    recorder.record(
      'front-end.deregistered',
      { user, epid, event, registrar: this.name, ...(registrar === undefined ? {} : { to: registrar.name }) },
      { device, connection },
    );
    const told = dialog !== undefined && requests.send(dialog, deregistration(event, registrar));
    this.#forget(user, epid);
    this.#parts.changed(user);
    return told;
  }

  #keep(user: string, epid: string, dialog: Dialog): void {
    const dialogs = this.#dialogs.get(user) ?? new Map<string, Dialog>();
    if (dialogs.size === 0) this.#dialogs.set(user, dialogs);
    dialogs.set(epid.toLowerCase(), dialog);
  }

  #forget(user: string, epid: string): void {
    const { associations, subscriptions } = this.#parts;
    const endpoint = epid.toLowerCase();
    this.#dialogs.get(user)?.delete(endpoint);
    if (this.#dialogs.get(user)?.size === 0) this.#dialogs.delete(user);
    subscriptions.endOf(user, endpoint);
    const association = associations.ofEndpoint(user, endpoint);
    if (association) association.signedIn = false;
  }
}
