import type { AutodiscoverEvents } from '../events/autodiscover.js';
import { type EventFieldsOf, number, text, words } from './kinds.js';

/** Fields of the events of `AutodiscoverEvents`. */
export const autodiscoverFields: EventFieldsOf<AutodiscoverEvents> = {
  'autodiscover.answer': {
    resource: words(['root', 'user', 'domain']),
    location: words(['Internal', 'External']),
    format: words(['xml', 'json', 'json-links']),
    redirect: text('Where the answer sends the client, when it is a redirect.'),
    server: text('`host:port` SIP clients of that location are told to connect to.'),
    user: text('SIP address: of the ticket at the user resource, else what `sipuri` says.'),
  },
  'autodiscover.refused': {
    resource: words(['user']),
    status: number(),
    problem: text('`missing`, `expired`, `audience`…, or `home-unknown`.'),
    user: text(),
  },
};
