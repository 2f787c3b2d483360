import type { EventPackage } from './event-package.js';

/** Watchers who wait to be let in; nobody does (form observed of pidgin-sipe). */
export const presenceWpending: EventPackage = {
  name: 'presence.wpending',
  first: () => ({ body: { type: 'text/xml+msrtc.wpending', text: '<watchers/>' } }),
};
