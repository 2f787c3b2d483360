import type { Mutant } from './mutant.js';

const SUBSCRIBE = ['test/servers/front-end/subscribe.test.js'];
const CONTACTS = ['test/servers/front-end/roaming-contacts.test.js'];
const SELF = ['test/servers/front-end/roaming-self.test.js'];
const PUBLISH = ['test/servers/front-end/presence-publish.test.js'];
const WATCH = ['test/servers/front-end/presence-watch.test.js'];
const POOL_CONTACTS = ['test/pool/contacts.test.js'];
const POOL_PRESENCE = ['test/pool/presence.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'a subscription is gone on with by any tag',
    file: 'harness/servers/front-end/subscriptions/in-dialog.js',
    find: 'known?.dialog.localTag === tag',
    replace: 'known',
    tests: SUBSCRIBE,
  },
  {
    name: 'another device may go on with a subscription',
    file: 'harness/servers/front-end/subscriptions/in-dialog.js',
    find: "known.dialog.endpoint === (endpoint ?? '')",
    replace: 'true',
    tests: SUBSCRIBE,
  },
  {
    name: 'a dialog goes on with another event',
    file: 'harness/servers/front-end/methods/subscribe.js',
    find: 'known?.event !== found.name',
    replace: 'known === undefined',
    tests: SUBSCRIBE,
  },
  {
    name: 'a subscription that was ended lives on',
    file: 'harness/servers/front-end/methods/subscribe.js',
    find: 'core.subscriptions.end(user, dialog.callId);',
    replace: '',
    tests: SUBSCRIBE,
  },
  {
    name: 'the piggybacked notification does not count',
    file: 'harness/servers/front-end/methods/subscribe.js',
    find: 'cseq: known.cseq + 1',
    replace: 'cseq: known.cseq',
    tests: SUBSCRIBE,
  },
  {
    name: 'a refresh leaves notifications on the old connection',
    file: 'harness/servers/front-end/methods/subscribe.js',
    find: 'connection: link.id, cseq: known.cseq',
    replace: 'connection: known.connection, cseq: known.cseq',
    tests: SUBSCRIBE,
  },
  {
    name: 'every subscription is extended by a notification',
    file: 'harness/servers/front-end/subscriptions/subscriptions.js',
    find: 'if (subscription.autoExtend)',
    replace: 'if (true)',
    tests: SUBSCRIBE,
  },
  {
    name: 'no subscription is extended by a notification',
    file: 'harness/servers/front-end/subscriptions/subscriptions.js',
    find: 'if (subscription.autoExtend)',
    replace: 'if (false)',
    tests: SUBSCRIBE,
  },
  {
    name: 'the contact list takes a change on top of an old one',
    file: 'harness/pool/contacts.js',
    find: `setContact(deltaNum, contact) {
        if (deltaNum !== this.#deltaNum)`,
    replace: `setContact(deltaNum, contact) {
        if (false)`,
    tests: POOL_CONTACTS,
  },
  {
    name: 'the number of the contact list stands still',
    file: 'harness/pool/contacts.js',
    find: 'const prevDeltaNum = this.#deltaNum++;',
    replace: 'const prevDeltaNum = this.#deltaNum;',
    tests: POOL_CONTACTS,
  },
  {
    name: 'a contact list has no bound',
    file: 'harness/pool/contacts.js',
    find: 'this.#contacts.size >= MAX_CONTACTS',
    replace: 'false',
    tests: POOL_CONTACTS,
  },
  {
    name: 'contacts stay in a group that is deleted',
    file: 'harness/pool/contacts.js',
    find: 'if (!contact.groups.includes(id))',
    replace: 'if (true)',
    tests: CONTACTS,
  },
  {
    name: "every user's devices hear of a changed contact list",
    file: 'harness/servers/front-end/presence/notify.js',
    find: 'dialog.user === user && ',
    replace: '',
    tests: CONTACTS,
  },
  {
    name: 'a display name is not escaped',
    file: 'harness/servers/front-end/presence/xml.js',
    find: 'escapeAttribute(String(value))',
    replace: 'String(value)',
    tests: CONTACTS,
  },
  {
    name: 'a text is not escaped',
    file: 'harness/servers/front-end/presence/xml.js',
    find: 'escapeText(String(text))',
    replace: 'String(text)',
    tests: SELF,
  },
  {
    name: 'a published body loses the prefixes declared around it',
    file: 'harness/servers/front-end/presence/self-contained.js',
    find: 'meansTheSame(verbatim, canonical) ? verbatim : canonical',
    replace: 'verbatim',
    tests: PUBLISH,
  },
  {
    name: 'a category is published over any version',
    file: 'harness/pool/user-presence.js',
    find: 'if (operation.version !== curVersion)',
    replace: 'if (false)',
    tests: POOL_PRESENCE,
  },
  {
    name: 'a publish with one wrong version is taken in part',
    file: 'harness/pool/user-presence.js',
    find: `if (wrong.length > 0)
            return { kind: 'wrong-versions', wrong };
        if (next.size > MAX_PUBLICATIONS`,
    replace: 'if (next.size > MAX_PUBLICATIONS',
    tests: POOL_PRESENCE,
  },
  {
    name: 'what an endpoint published outlives it',
    file: 'harness/pool/user-presence.js',
    find: 'return !endpoints.has(endpoint);',
    replace: 'return false;',
    tests: PUBLISH,
  },
  {
    name: 'what is bound to the user outlives the last endpoint',
    file: 'harness/pool/user-presence.js',
    find: 'return endpoints.size === 0;',
    replace: 'return false;',
    tests: PUBLISH,
  },
  {
    name: 'a user publishes without bound',
    file: 'harness/pool/user-presence.js',
    find: 'next.size > MAX_PUBLICATIONS || charactersOf(next) > MAX_PUBLISHED_CHARACTERS',
    replace: 'false',
    tests: POOL_PRESENCE,
  },
  {
    name: 'containers change over any version',
    file: 'harness/pool/user-presence.js',
    find: 'if (version !== known.version)',
    replace: 'if (false)',
    tests: SELF,
  },
  {
    name: "a user publishes another user's presence",
    file: 'harness/servers/front-end/services/category-publish.js',
    find: 'if (uri !== undefined && uri !== user)',
    replace: 'if (false)',
    tests: PUBLISH,
  },
  {
    name: 'the publishing device is notified too',
    file: 'harness/servers/front-end/services/category-publish.js',
    find: 'notifySelf(core, change, endpoint);',
    replace: 'notifySelf(core, change);',
    tests: SELF,
  },
  {
    name: 'nobody watching hears of a publication',
    file: 'harness/servers/front-end/services/category-publish.js',
    find: 'notifyWatchers(core, presentity, names);',
    replace: '',
    tests: WATCH,
  },
  {
    name: 'watchers hear of everybody',
    file: 'harness/servers/front-end/presence/notify.js',
    find: 'if (!subscription.watched.includes(user))',
    replace: 'if (false)',
    tests: WATCH,
  },
  {
    name: 'watchers hear of categories they did not ask for',
    file: 'harness/servers/front-end/presence/notify.js',
    find: 'names.filter((name) => categories.includes(name))',
    replace: 'names',
    tests: WATCH,
  },
  {
    name: 'who is blocked sees the state',
    file: 'harness/servers/front-end/presence/watched-categories.js',
    find: 'container === BLOCKED',
    replace: 'false',
    tests: WATCH,
  },
  {
    name: 'a watcher sees what is in any container',
    file: 'harness/servers/front-end/presence/watched-categories.js',
    find: ' && [container, PUBLIC].includes(each.container)',
    replace: '',
    tests: WATCH,
  },
  {
    name: 'a user nobody is registered for is not offline',
    file: 'harness/servers/front-end/presence/aggregate-state.js',
    find: 'if (attendance.endpoints.size === 0)',
    replace: 'if (false)',
    tests: PUBLISH,
  },
  {
    name: 'a list of people to watch has no bound',
    file: 'harness/servers/front-end/subscriptions/presence.js',
    find: 'if (all.size > MAX_WATCHED)',
    replace: 'if (false)',
    tests: WATCH,
  },
  {
    name: 'nobody hears that a device signed out',
    file: 'harness/servers/front-end/presence/notify.js',
    find: 'notifyWatchers(core, presentity, names);',
    replace: '',
    tests: WATCH,
  },
  {
    name: 'the other devices do not learn what ended with one',
    file: 'harness/servers/front-end/presence/notify.js',
    find: 'notifySelf(core, selfChange(core, presentity, names, ended));',
    replace: '',
    tests: WATCH,
  },
];
