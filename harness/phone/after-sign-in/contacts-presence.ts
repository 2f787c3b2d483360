import { escapeAttribute } from '../../wire/xml/index.js';
import type { Step, StepContext } from '../context.js';
import { offers, registered, supports } from './registered.js';

const EVENT = 'presence';
/** What phones show of others (inferred). */
const CATEGORIES = ['contactCard', 'state'];
/** Media types of the answer (observed of pidgin-sipe). */
const ACCEPT = [
  'application/msrtc-event-categories+xml',
  'application/rlmi+xml',
  'multipart/related',
  'text/xml+msrtc.pidf',
];

/** Presence of everybody in the contact list, by one request (reference 6.7). */
export const contactsPresence: Step = {
  name: 'contacts-presence',
  essential: false,
  due: (context) => offers(context, EVENT) && supports(context, 'adhoclist') && context.memory.contacts.size > 0,
  async run(context) {
    const { contacts } = context.memory;
    let notifications = 0;
    await registered(context).subscriptions.subscribe({
      event: EVENT,
      accept: ACCEPT,
      headers: [
        { name: 'Require', value: 'adhoclist, categoryList' },
        { name: 'Supported', value: 'eventlist' },
      ],
      body: { type: 'application/msrtc-adrl-categorylist+xml', text: batch(context) },
      told: () => {
        notifications++;
      },
    });
    return `of ${contacts.size} contacts${notifications === 0 ? ', nothing told yet' : ''}`;
  },
};

/** Form observed of pidgin-sipe. */
function batch({ memory }: StepContext): string {
  const resources = [...memory.contacts].map((uri) => `<resource uri="sip:${escapeAttribute(uri)}"/>`);
  const categories = CATEGORIES.map((name) => `<category name="${name}"/>`);
  const own = escapeAttribute(`sip:${memory.sipAddress ?? ''}`);
  return (
    `<batchSub xmlns="http://schemas.microsoft.com/2006/01/sip/batch-subscribe" uri="${own}" name="">` +
    `<action name="subscribe" id="1"><adhocList>${resources.join('')}</adhocList>` +
    '<categoryList xmlns="http://schemas.microsoft.com/2006/09/sip/categorylist">' +
    `${categories.join('')}</categoryList></action></batchSub>`
  );
}
