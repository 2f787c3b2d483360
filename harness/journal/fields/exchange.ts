import type { ExchangeEvents } from '../events/exchange.js';
import { type EventFieldsOf, number, text, words } from './kinds.js';

/** Fields of the events of `ExchangeEvents`. */
export const exchangeFields: EventFieldsOf<ExchangeEvents> = {
  'exchange.refused': {
    problem: text(),
    account: text(),
  },
  'exchange.autodiscover': {
    user: text('Account name of who asked.'),
    address: text('The mail address asked for.'),
    result: words(['settings', 'unknown-address', 'invalid-request']),
  },
  'exchange.request': {
    user: text(),
    operation: text("Local name of the SOAP body's first element."),
    code: text('ResponseCode of the answer: `NoError`, `ErrorInvalidRequest`…'),
  },
  'exchange.certificate-renewed': {
    subject: text(),
    issuer: text(),
    thumbprint: text(),
    afterMs: number(),
  },
};
