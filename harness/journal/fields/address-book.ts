import type { AddressBookEvents } from '../events/address-book.js';
import { type EventFieldsOf, list, number, text, words } from './kinds.js';

/** Fields of the events of `AddressBookEvents`. */
export const addressBookFields: EventFieldsOf<AddressBookEvents> = {
  'address-book.search': {
    user: text(),
    kind: words(['BasicSearch', 'ChangeSearch']),
    attributes: list(text(), 'Attributes searched.'),
    found: number(),
  },
  'address-book.refused': {
    part: words(['download', 'query']),
    problem: text(),
  },
  'group-expansion.answer': {
    user: text(),
    operation: text(),
    list: text('Mail address of the list.'),
    status: words(['Success', 'NotFound']),
    members: number(),
  },
};
