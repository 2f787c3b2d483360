import type {
  Container,
  ContainerMember,
  ContainerOperation,
  PresenceOutcome,
  PresenceSubscriber,
  Publication,
  PublishOperation,
  WrongVersion,
} from './publication.js';

/** Categories of one user: a dozen a device, and a user has a handful of devices. */
export const MAX_PUBLICATIONS = 256;
/** Characters of all bodies of one user: a free-busy calendar is the largest, some KiB. */
export const MAX_PUBLISHED_CHARACTERS = 256 * 1024;
/** Containers of one user: Lync clients use eight. */
export const MAX_CONTAINERS = 64;
/** Members of all containers of one user, as many as contacts. */
export const MAX_CONTAINER_MEMBERS = 1000;
/** Those who watch one user and have not been dropped; the oldest falls out. */
export const MAX_PRESENCE_SUBSCRIBERS = 1000;

/** Who counts as here at a moment. */
export interface Attendance {
  /** Clock milliseconds. */
  readonly now: number;
  /** Epids of the user's registered endpoints, lower case. */
  readonly endpoints: ReadonlySet<string>;
}

/** What one user publishes, whom the user lets see it, and who watches. */
export class UserPresence {
  /** From when the pool knows of the user. */
  readonly since: Date;
  /** Counts changes of what is published as `state`. */
  stateVersion = 1;
  readonly #publications = new Map<string, Publication>();
  readonly #containers = new Map<number, Container>();
  readonly #subscribers = new Map<string, PresenceSubscriber>();

  constructor(since: Date) {
    this.since = since;
    // What a user has from the start: colleagues see what is for the company, partners what is public (observed).
    this.#containers.set(200, { id: 200, version: 1, members: [{ type: 'sameEnterprise' }] });
    this.#containers.set(100, { id: 100, version: 1, members: [{ type: 'federated' }] });
  }

  /** The categories that have not ended; those that have are forgotten. */
  publications(attendance: Attendance): Publication[] {
    this.forgetEnded(attendance);
    return [...this.#publications.values()];
  }

  /** Forgets what ended, and returns it. */
  forgetEnded(attendance: Attendance): Publication[] {
    const ended = [...this.#publications.values()].filter((publication) => hasEnded(publication, attendance));
    this.#forget(ended);
    return ended;
  }

  /** All of it or nothing. Taking away what is not there is no error. */
  publish(operations: readonly PublishOperation[], at: Date, attendance: Attendance): PresenceOutcome {
    this.forgetEnded(attendance);
    const next = new Map(this.#publications);
    const wrong: WrongVersion[] = [];
    for (const [place, operation] of operations.entries()) {
      const { remove, ...publication } = operation;
      const key = keyOf(publication);
      const curVersion = next.get(key)?.version ?? 0;
      if (remove && curVersion === 0) continue;
      if (operation.version !== curVersion) wrong.push({ index: place + 1, version: operation.version, curVersion });
      else if (remove) next.delete(key);
      else next.set(key, { ...publication, version: curVersion + 1, publishedAt: at });
    }
    if (wrong.length > 0) return { kind: 'wrong-versions', wrong };
    if (next.size > MAX_PUBLICATIONS || charactersOf(next) > MAX_PUBLISHED_CHARACTERS) return { kind: 'too-much' };
    this.#publications.clear();
    for (const [key, publication] of next) this.#publications.set(key, publication);
    if (operations.some(({ category }) => category === 'state')) this.stateVersion++;
    return { kind: 'done' };
  }

  get containers(): readonly Container[] {
    return [...this.#containers.values()];
  }

  /** All of it or nothing. */
  setContainerMembers(operations: readonly ContainerOperation[]): PresenceOutcome {
    const next = new Map(this.#containers);
    const wrong: WrongVersion[] = [];
    for (const [place, { add, id, remove, version }] of operations.entries()) {
      const known = next.get(id) ?? { id, version: 0, members: [] };
      if (version !== known.version) wrong.push({ index: place + 1, version, curVersion: known.version });
      const members = [
        ...known.members.filter((member) => ![...add, ...remove].some((each) => sameMember(each, member))),
        ...add.filter((member, at) => add.findIndex((each) => sameMember(each, member)) === at),
      ];
      next.set(id, { id, version: known.version + 1, members });
    }
    if (wrong.length > 0) return { kind: 'wrong-versions', wrong };
    const members = [...next.values()].reduce((sum, container) => sum + container.members.length, 0);
    if (next.size > MAX_CONTAINERS || members > MAX_CONTAINER_MEMBERS) return { kind: 'too-much' };
    for (const [id, container] of next) this.#containers.set(id, container);
    return { kind: 'done' };
  }

  get subscribers(): readonly PresenceSubscriber[] {
    return [...this.#subscribers.values()];
  }

  /** Remembers a watcher; false when it was known. */
  addSubscriber(user: string, displayName: string): boolean {
    if (this.#subscribers.has(user)) return false;
    for (const oldest of this.#subscribers.keys()) {
      if (this.#subscribers.size < MAX_PRESENCE_SUBSCRIBERS) break;
      this.#subscribers.delete(oldest);
    }
    this.#subscribers.set(user, { user, displayName, acknowledged: false });
    return true;
  }

  /** The user has seen that this one watches, or has not after all; false for somebody who does not watch. */
  acknowledge(user: string, acknowledged: boolean): boolean {
    const known = this.#subscribers.get(user);
    if (!known) return false;
    this.#subscribers.set(user, { ...known, acknowledged });
    return true;
  }

  #forget(publications: readonly Publication[]): void {
    for (const publication of publications) this.#publications.delete(keyOf(publication));
    if (publications.some(({ category }) => category === 'state')) this.stateVersion++;
  }
}

function hasEnded({ endpoint, expireType, expiresAt }: Publication, { endpoints, now }: Attendance): boolean {
  if (expireType === 'endpoint') return !endpoints.has(endpoint);
  if (expireType === 'user') return endpoints.size === 0;
  return expireType === 'time' && expiresAt !== undefined && expiresAt <= now;
}

function keyOf({ category, container, instance }: Pick<Publication, 'category' | 'container' | 'instance'>): string {
  return `${instance} ${container} ${category}`;
}

function charactersOf(publications: ReadonlyMap<string, Publication>): number {
  return [...publications.values()].reduce((sum, { body }) => sum + body.length, 0);
}

function sameMember(a: ContainerMember, b: ContainerMember): boolean {
  return a.type === b.type && a.value?.toLowerCase() === b.value?.toLowerCase();
}
