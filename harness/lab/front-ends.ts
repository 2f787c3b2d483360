import { type RegistrarName, registrarsOf } from '../deployment/index.js';
import { asHarnessError } from '../foundation/errors/index.js';
import type { ServerContext } from '../servers/context.js';
import {
  type ConnectionNumbers,
  Edge,
  FrontEnd,
  listenFrontEnd,
  type Registrar,
  SipRelay,
} from '../servers/front-end/index.js';
import type { Listener, ListenPlace } from '../servers/sockets/index.js';
import type { EndpointName } from './endpoints.js';

/** A Registrar that runs. */
interface Running {
  readonly frontEnd: FrontEnd;
  readonly relay: SipRelay | undefined;
  readonly listener: Listener;
  readonly ended: AbortController;
}

/** The Registrars of a lab and the Edge before them. Each Registrar can be stopped, started and restarted. */
export class FrontEnds {
  readonly #context: ServerContext;
  readonly #place: (name: EndpointName) => ListenPlace;
  readonly #running = new Map<RegistrarName, Running>();
  readonly #ports = new Map<RegistrarName, number>();
  readonly #numbers = new Map<RegistrarName, ConnectionNumbers>();
  #edge: Listener[] = [];

  constructor(context: ServerContext, place: (name: EndpointName) => ListenPlace) {
    this.#context = context;
    this.#place = place;
  }

  /** Open all of them; `opened` hears of each endpoint. */
  async open(opened: (name: EndpointName, listener: Listener) => void): Promise<void> {
    const { deployment } = this.#context;
    for (const name of registrarsOf(deployment)) opened(name, await this.start(name));
    if (!deployment.hosts.has('edge')) return;
    const edge = new Edge(this.#context, () => this.#running.get('front-end')?.frontEnd);
    for (const name of ['edge', 'edge-5061'] as const) {
      const listener = await listenFrontEnd(edge, this.#context, this.#place(name));
      this.#edge.push(listener);
      opened(name, listener);
    }
  }

  /** The Registrars that run. */
  registrars(): Registrar[] {
    return [...this.#running.values()].map(({ frontEnd }) => frontEnd.registrar);
  }

  /** Listen; where it listened before, if it did. One that runs is left alone. */
  async start(name: RegistrarName): Promise<Listener> {
    const running = this.#running.get(name);
    if (running) return running.listener;
    const numbers = this.#numbers.get(name) ?? { last: 0 };
    this.#numbers.set(name, numbers);
    const frontEnd = new FrontEnd(this.#context, { host: name });
    const place = this.#place(name);
    const target = name === 'front-end' ? this.#context.upstream?.target(name) : undefined;
    const relay = target && this.#context.upstream && new SipRelay(this.#context, this.#context.upstream, target);
    const listener = await listenFrontEnd(
      relay ?? frontEnd,
      this.#context,
      { ...place, port: this.#ports.get(name) ?? place.port },
      numbers,
    );
    const ended = new AbortController();
    this.#running.set(name, { frontEnd, relay, listener, ended });
    const known = this.#ports.has(name);
    this.#ports.set(name, listener.port);
    void this.#watch(frontEnd.registrar, ended.signal);
    if (known) this.#context.journal.recorder('lab').record('lab.server-started', { endpoint: name });
    return listener;
  }

  /** Close its port and hang up on its clients, those behind the Edge too; what is registered stays in the pool. */
  async stop(name: RegistrarName): Promise<void> {
    const running = this.#running.get(name);
    if (!running) return;
    this.#running.delete(name);
    await this.#end(running);
    this.#context.journal.recorder('lab').record('lab.server-stopped', { endpoint: name });
  }

  /** As after a crash: associations, dialogs and subscriptions are gone. */
  async restart(name: RegistrarName): Promise<void> {
    await this.stop(name);
    await this.start(name);
  }

  async close(): Promise<void> {
    const all = [...this.#running.values()];
    this.#running.clear();
    await Promise.all([...all.map((running) => this.#end(running)), ...this.#edge.map((each) => each.close())]);
  }

  async #end({ ended, frontEnd, listener, relay }: Running): Promise<void> {
    ended.abort();
    frontEnd.close();
    relay?.close();
    await listener.close();
  }

  async #watch(registrar: Registrar, signal: AbortSignal): Promise<void> {
    try {
      await registrar.watch(signal);
    } catch (error) {
      const { code, message } = asHarnessError(error);
      this.#context.journal.recorder('lab').record('harness.error', { code, message });
    }
  }
}
