import type { EventType, JournalEvent, Service } from '../journal/index.js';

type TlsReason = NonNullable<JournalEvent<'tls.refused'>['reason']>;

/** One device's events as the harness saw them, with the questions findings ask. What a phone says of itself is left out. */
export class Evidence {
  readonly events: readonly JournalEvent[];

  constructor(events: readonly JournalEvent[]) {
    this.events = events.filter((event) => event.observer === 'harness');
  }

  all<T extends EventType>(type: T): JournalEvent<T>[] {
    // The filter picks exactly these; the compiler cannot follow a generic member of the union.
    return this.events.filter((event) => event.type === type) as unknown as JournalEvent<T>[];
  }

  last<T extends EventType>(type: T): JournalEvent<T> | undefined {
    return this.all(type).at(-1);
  }

  /**
   * The last refusal by the phone on this service that can be about the certificates shown there, unless the service
   * was reached over TLS later on.
   */
  standingRefusal(service: Service): JournalEvent<'tls.refused'> | undefined {
    const refused = this.#standing(service, 'phone');
    if (!refused || refused.when === 'before-hello' || refused.when === 'after-hello') return undefined;
    return (refused.reason ?? 'certificate-refused') === 'certificate-refused' ? refused : undefined;
  }

  /** The last refusal by the server itself, for one of these reasons, unless the service was reached over TLS later on. */
  refusedByServer(service: Service, ...reasons: readonly TlsReason[]): JournalEvent<'tls.refused'> | undefined {
    const refused = this.#standing(service, 'server');
    return refused?.reason !== undefined && reasons.includes(refused.reason) ? refused : undefined;
  }

  /** What the phone offered on the connection of an event. */
  helloOn(event: JournalEvent): JournalEvent<'tls.client-hello'> | undefined {
    return this.all('tls.client-hello').find((hello) => hello.connection === event.connection);
  }

  /** The certificates presented on the connection of an event. */
  presentedOn(event: JournalEvent): JournalEvent<'tls.server-flight'> | undefined {
    return this.all('tls.server-flight').find((flight) => flight.connection === event.connection);
  }

  /** The certificates presented last on this service before an event. */
  lastPresented(service: Service, before: number): JournalEvent<'tls.server-flight'> | undefined {
    return this.all('tls.server-flight').findLast(
      (flight) => flight.service === service && flight.seq < before && flight.chain.length > 0,
    );
  }

  #standing(service: Service, by: 'phone' | 'server'): JournalEvent<'tls.refused'> | undefined {
    const refused = this.all('tls.refused')
      .filter((event) => event.service === service && event.by === by)
      .at(-1);
    if (!refused) return undefined;
    const reached = this.all('tls.established').some(
      (event) =>
        event.service === service && event.seq > refused.seq && !this.#refusedLater(event.connection, event.seq),
    );
    return reached ? undefined : refused;
  }

  #refusedLater(connection: string | undefined, seq: number): boolean {
    return this.all('tls.refused').some((event) => event.connection === connection && event.seq > seq);
  }
}

/** How the server refused, as half a sentence. */
export function serverRefusalWords(refused: JournalEvent<'tls.refused'>): string {
  return refused.how === 'alert' ? `answered with the alert ${refused.alert}` : `ended the connection (${refused.how})`;
}

/** How a refusal by the phone looked on the wire, as half a sentence. */
export function refusalWords(refused: JournalEvent<'tls.refused'>): string {
  if (refused.how === 'alert') return `answered with the alert ${refused.alert}`;
  const when = refused.when === 'after-handshake' ? 'after the handshake, before any data' : 'after our certificates';
  return `${refused.how === 'reset' ? 'reset' : 'closed'} the connection ${when}`;
}
