export { eventSentences } from './event-sentences.js';
export { eventTypes, isEventType } from './event-types.js';
export type {
  CertificateName,
  EventDetails,
  EventHead,
  EventType,
  JournalEvent,
  Observer,
  Service,
  TicketMethod,
  UpdateModule,
} from './events/index.js';
export { type FieldKind, fieldsOfEvent, headFields } from './fields/index.js';
export { captureInto, discardFrom, MAX_JOURNAL_BYTES, readJournal, writeJournal } from './file.js';
export { type EventContext, type EventTime, Journal, type JournalOptions, type Recorder } from './journal.js';
export {
  overwriteCredentials,
  overwriteCredentialsIn,
  overwriteFormsIn,
  overwriteValues,
  secretForms,
} from './overwrite.js';
