import { type User, userOfAddress } from '../../../deployment/index.js';
import type { Publication, UserPresence } from '../../../pool/index.js';
import type { FrontEndCore } from '../core.js';
import { aggregateState, aggregateStateXml, stateSince } from './aggregate-state.js';
import { attendanceOf } from './attendance.js';
import { userPropertiesXml } from './user-properties.js';

/** A user of the deployment with what the pool knows of the presence. */
export interface Presentity {
  readonly account: User;
  readonly presence: UserPresence;
}

/** Somebody whose presence this pool has. */
export function presentityOf(core: FrontEndCore, user: string): Presentity | undefined {
  const { clock, deployment, pool } = core.context;
  const account = userOfAddress(deployment, user);
  return account && { account, presence: pool.presence.of(account.sipAddress, clock.now()) };
}

/** A category as documents give it. */
export type Category = Pick<
  Publication,
  'body' | 'category' | 'container' | 'expireType' | 'instance' | 'publishedAt' | 'version'
>;

/** What a user sees of the own presence: what the server publishes for everybody, then what the user's devices do. */
export function ownCategories(core: FrontEndCore, { account, presence }: Presentity): Category[] {
  const attendance = attendanceOf(core, account.sipAddress);
  const published = presence.publications(attendance);
  const properties: Category = {
    category: 'userProperties',
    instance: 0,
    container: 1,
    version: 1,
    expireType: 'static',
    publishedAt: presence.since,
    body: userPropertiesXml(account),
  };
  const state: Category = {
    category: 'state',
    instance: 1,
    container: 2,
    version: presence.stateVersion,
    expireType: 'user',
    publishedAt: stateSince(presence, published),
    body: aggregateStateXml(aggregateState(presence, attendance)),
  };
  return [properties, state, ...published];
}
