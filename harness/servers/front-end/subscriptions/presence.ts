import { header, headerValues, listValues, parseAddress } from '../../../wire/sip/index.js';
import type { FrontEndCore } from '../core.js';
import { addressOf } from '../exchange.js';
import type { SignedExchange } from '../methods/method.js';
import { type AskedPresence, askedPresence, MAX_CATEGORIES, MAX_WATCHED, tooMany } from '../presence/asked-presence.js';
import { notifySelf } from '../presence/notify.js';
import { presentityOf } from '../presence/own-categories.js';
import { type ListedResource, resourceList } from '../presence/resource-list.js';
import { DEFAULT_CATEGORIES, EVENT_CATEGORIES_TYPE, watchedCategories } from '../presence/watched-categories.js';
import { type Refusal, unknownUser } from '../refusals.js';
import type { EventPackage, FirstNotification } from './event-package.js';
import { subscriptionOf } from './in-dialog.js';
import type { Subscription } from './subscriptions.js';

/**
 * presence: of a list of people in one body, where the client asked for a list with `Require: adhoclist`, or of one
 * (reference 6.7). A request in the dialog adds to those watched, or takes away.
 */
export const presence: EventPackage = {
  name: 'presence',
  first: (exchange, core) => {
    const { request, user } = exchange;
    const known = subscriptionOf(exchange, core);
    const asked = askedOf(exchange, known);
    const categories = categoriesOf(asked, known);
    const watched = watchedAfter(asked, known);
    tellThoseAdded(exchange, core, asked);
    const addresses = asked.subscribe.map(({ address }) => address);
    if (wantsList(exchange) || addresses.length > 1) {
      const resources = addresses.map((address) => resourceOf(core, user, address, categories));
      const headers = [{ name: 'Require', value: 'eventlist' }];
      return { body: resourceList(toOf(request), resources), headers, watched, categories };
    }
    return single(core, user, addresses[0] ?? toOf(request), { watched, categories });
  },
};

function single(
  core: FrontEndCore,
  watcher: string,
  address: string,
  rest: Pick<FirstNotification, 'watched' | 'categories'>,
): FirstNotification | Refusal {
  const presentity = presentityOf(core, address);
  if (!presentity) return unknownUser;
  const text = watchedCategories(core, presentity, watcher, rest.categories ?? DEFAULT_CATEGORIES);
  return { body: { type: EVENT_CATEGORIES_TYPE, text }, ...rest };
}

/** A refresh without a list asks for all who are watched; a first request without one for its To alone. */
function askedOf({ request }: SignedExchange, known: Subscription | undefined): AskedPresence {
  if (request.body.length > 0) return askedPresence(request, header(request, 'Content-Type') ?? '');
  const addresses = known ? known.watched : [toOf(request)];
  return { subscribe: addresses.map((address) => ({ address, added: false })), unsubscribe: [], categories: [] };
}

function categoriesOf({ categories }: AskedPresence, known: Subscription | undefined): readonly string[] {
  const all = [...new Set([...(known?.categories ?? []), ...categories])];
  if (all.length > MAX_CATEGORIES) throw tooMany('categories', MAX_CATEGORIES);
  return all.length > 0 ? all : DEFAULT_CATEGORIES;
}

function watchedAfter({ subscribe, unsubscribe }: AskedPresence, known: Subscription | undefined): readonly string[] {
  const all = new Set([...(known?.watched ?? []), ...subscribe.map(({ address }) => address)]);
  for (const address of unsubscribe) all.delete(address);
  if (all.size > MAX_WATCHED) throw tooMany('resources', MAX_WATCHED);
  return [...all];
}

function wantsList({ request }: SignedExchange): boolean {
  const tokens = headerValues(request, 'Require').flatMap(listValues);
  return tokens.some((token) => token.toLowerCase() === 'adhoclist');
}

function resourceOf(
  core: FrontEndCore,
  watcher: string,
  address: string,
  categories: readonly string[],
): ListedResource {
  const presentity = presentityOf(core, address);
  if (!presentity) return { address, state: 'terminated' };
  const { deployment, pool } = core.context;
  const home = pool.accounts.homeOf(presentity.account);
  if (home !== core.registrar.name) {
    return { address, state: 'resubscribe', poolFqdn: deployment.hosts.get(home)?.fqdn };
  }
  return { address, state: 'active', categories: watchedCategories(core, presentity, watcher, categories) };
}

/** Whoever was just put into somebody's contact list learns of it, once. */
function tellThoseAdded({ account, user }: SignedExchange, core: FrontEndCore, { subscribe }: AskedPresence): void {
  for (const { added, address } of subscribe) {
    const presentity = added && address !== user ? presentityOf(core, address) : undefined;
    if (!presentity?.presence.addSubscriber(user, account.displayName)) continue;
    const subscribers = presentity.presence.subscribers.filter((subscriber) => subscriber.user === user);
    notifySelf(core, { user: presentity.account.sipAddress, subscribers });
  }
}

function toOf(request: SignedExchange['request']): string {
  return addressOf(parseAddress(header(request, 'To') ?? '').uri);
}
