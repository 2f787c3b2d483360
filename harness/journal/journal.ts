import { COPIED_ANYWAY, ownText } from '../foundation/own-text.js';
import { remembered } from '../foundation/remembered.js';
import type { EventHead } from './events/head.js';
import type { EventDetails, EventType, JournalEvent, Observer, Service } from './events/index.js';
import { RawBytes } from './raw-bytes.js';

/** What a recorder may add to an event beside its details. */
export interface EventContext {
  readonly device?: string | undefined;
  readonly connection?: string | undefined;
  /** Raw bytes; credentials already overwritten. A function is called only if the event is kept. */
  readonly raw?: Buffer | (() => Buffer) | undefined;
}

/** Writes events of one service. The only way a fact leaves a server or the phone. */
export interface Recorder {
  /** Nothing is kept: who would have to work for the details of an event may leave it. */
  readonly off?: boolean;
  record<T extends EventType>(type: T, details: EventDetails[T], context?: EventContext): void;
  /** Keep a body nobody could parse, whole; the name it was kept under, or undefined where captures are off. */
  capture(label: string, body: Buffer): string | undefined;
}

/** Where an event's time comes from: the scenario clock, or the phone's own. */
export interface EventTime {
  now(): Date;
  elapsed(): number;
}

export interface JournalOptions {
  readonly time: EventTime;
  /** Keeps unparsable bodies; gives the name used. */
  readonly capture?: (label: string, body: Buffer) => string;
  /** Takes away what was kept under that name. */
  readonly discard?: (name: string) => void;
  /** Nothing is kept or told to anybody: for measuring what keeping costs. */
  readonly off?: boolean;
}

/** An event while it is put together. */
type UnfinishedEvent = { -readonly [Part in keyof EventHead]: EventHead[Part] } & { type: EventType };

const noContext: EventContext = {};
const nothing: Recorder = { off: true, record: () => {}, capture: () => undefined };

/** The append-only log of one run, in memory; writers and reports subscribe to it or read it. */
export class Journal {
  readonly #time: EventTime;
  readonly #capture: JournalOptions['capture'];
  readonly #discard: JournalOptions['discard'];
  readonly #off: boolean;
  readonly #events: JournalEvent[] = [];
  readonly #listeners = new Set<(event: JournalEvent) => void>();
  readonly #bytes = new RawBytes();
  /** `raw` of an event: made from the bytes whenever it is read. The same for all, so that events stay alike. */
  readonly #raw: PropertyDescriptor;

  constructor(options: JournalOptions) {
    this.#time = options.time;
    this.#capture = options.capture;
    this.#discard = options.discard;
    this.#off = options.off ?? false;
    const bytes = this.#bytes;
    this.#raw = {
      ...{ configurable: true, enumerable: true },
      get(this: JournalEvent) {
        return bytes.base64(this.seq);
      },
    };
  }

  get events(): readonly JournalEvent[] {
    return this.#events;
  }

  /** A recorder for one service. `time` is the observer's own clock where it has one. */
  recorder(service: Service, observer: Observer = 'harness', time: EventTime = this.#time): Recorder {
    if (this.#off) return nothing;
    const date = isoDates(time);
    return {
      record: (type, details, context = noContext) => {
        const { device, connection, raw } = context;
        const event: UnfinishedEvent = {
          seq: this.#events.length + 1,
          time: date(),
          elapsed: Math.round(this.#time.elapsed()),
          observer,
          service,
          type,
        };
        if (device !== undefined) event.device = device;
        if (connection !== undefined) event.connection = connection;
        keepDetails(event, details);
        if (raw !== undefined) {
          this.#bytes.keep(event.seq, typeof raw === 'function' ? raw() : raw);
          Object.defineProperty(event, 'raw', this.#raw);
        }
        // The generic details cannot be narrowed to one member of the union inside a generic function.
        this.append(event as unknown as JournalEvent);
      },
      capture: (label, body) => this.#capture?.(label, body),
    };
  }

  /** Take away a captured body; what the events say of it stays. */
  discard(name: string): void {
    this.#discard?.(name);
  }

  append(event: JournalEvent): void {
    this.#events.push(event);
    for (const listener of this.#listeners) listener(event);
  }

  /** Hear every later event; the returned function ends it. */
  subscribe(listener: (event: JournalEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/**
 * Each text without the message it was cut out of, which would stay in memory as long as the event does. Most come with
 * every message of a client, and stand there once.
 */
function keepDetails(event: object, details: object): void {
  const to = event as Record<string, unknown>;
  const from = details as Record<string, unknown>;
  for (const name in from) {
    const value = from[name];
    to[name] = typeof value === 'string' && value.length > COPIED_ANYWAY ? kept(value) : value;
  }
}

/** What is too long to be remembered is copied all the same. */
const kept = remembered(ownText, { entries: 4096, longest: 512 });

/** Events of one millisecond have one text of it: a server that is busy writes several, and dating one costs most of building it. */
function isoDates(time: EventTime): () => string {
  let known = Number.NaN;
  let text = '';
  return () => {
    const now = time.now();
    const ms = now.getTime();
    if (ms !== known) {
      text = now.toISOString();
      known = ms;
    }
    return text;
  };
}
