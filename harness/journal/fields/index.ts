import type { EventDetails, EventType } from '../events/index.js';
import { addressBookFields } from './address-book.js';
import { autodiscoverFields } from './autodiscover.js';
import { deviceFields } from './device.js';
import { deviceUpdateFields } from './device-update.js';
import { directoryFields } from './directory.js';
import { exchangeFields } from './exchange.js';
import { faultsFields } from './faults.js';
import { frontEndFields } from './front-end.js';
import { headFields } from './head.js';
import type { EventFieldsOf, FieldKind } from './kinds.js';
import { labFields } from './lab.js';
import { networkFields } from './network.js';
import { phoneFields } from './phone.js';
import { tlsFields } from './tls.js';
import { upstreamFields } from './upstream.js';
import { webFields } from './web.js';

/** What each type of event can carry beside its head; the compiler refuses what it never does. */
const details: EventFieldsOf<EventDetails> = {
  ...labFields,
  ...networkFields,
  ...tlsFields,
  ...webFields,
  ...deviceFields,
  ...deviceUpdateFields,
  ...autodiscoverFields,
  ...addressBookFields,
  ...exchangeFields,
  ...frontEndFields,
  ...directoryFields,
  ...faultsFields,
  ...upstreamFields,
  ...phoneFields,
};

/** Every field an event of the type can have, its own before those of its head. */
export function fieldsOfEvent(type: EventType): Readonly<Record<string, FieldKind>> {
  return { ...details[type], ...headFields };
}

export { headFields } from './head.js';
export type { FieldKind } from './kinds.js';
