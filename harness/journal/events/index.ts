import type { AddressBookEvents } from './address-book.js';
import type { AutodiscoverEvents } from './autodiscover.js';
import type { DeviceEvents } from './device.js';
import type { DeviceUpdateEvents } from './device-update.js';
import type { DirectoryEvents } from './directory.js';
import type { ExchangeEvents } from './exchange.js';
import type { FaultEvents } from './faults.js';
import type { FrontEndEvents } from './front-end.js';
import type { EventHead } from './head.js';
import type { LabEvents } from './lab.js';
import type { NetworkEvents } from './network.js';
import type { PhoneEvents } from './phone.js';
import type { TlsEvents } from './tls.js';
import type { UpstreamEvents } from './upstream.js';
import type { WebEvents } from './web.js';

/** Every event type and what it carries beside its head. */
export interface EventDetails
  extends LabEvents,
    NetworkEvents,
    TlsEvents,
    WebEvents,
    DeviceEvents,
    DeviceUpdateEvents,
    AutodiscoverEvents,
    AddressBookEvents,
    ExchangeEvents,
    FrontEndEvents,
    DirectoryEvents,
    FaultEvents,
    UpstreamEvents,
    PhoneEvents {}

export type EventType = keyof EventDetails;

/** One event; `JournalEvent<'dns.query'>` narrows. */
export type JournalEvent<T extends EventType = EventType> = {
  [K in T]: EventHead & { readonly type: K } & EventDetails[K];
}[T];

export type { UpdateModule } from './device-update.js';
export type { CertificateName, EventHead, Observer, Service } from './head.js';
export type { TicketMethod } from './web.js';
