import { UserPresence } from './user-presence.js';

/** What the users of a pool tell of themselves. Asked only for users of the deployment, which bounds their number. */
export class Presence {
  readonly #users = new Map<string, UserPresence>();

  /** A user's presence; `now` is the date at which the pool begins to know of one nobody asked for before. */
  of(user: string, now: Date): UserPresence {
    const key = user.toLowerCase();
    const known = this.#users.get(key);
    if (known) return known;
    const presence = new UserPresence(now);
    this.#users.set(key, presence);
    return presence;
  }
}
