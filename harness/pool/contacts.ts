/** A group is a number from 1 to 63 (MS-SIP 3.7.4.4). */
export const MAX_GROUPS = 63;
/** The group every list has, named `~`; a user can neither make nor delete it (MS-SIP 3.7.4.4). */
export const DEFAULT_GROUP = 1;
/** Contacts of one user: the most Set-CsUserServicesConfiguration allows. */
export const MAX_CONTACTS = 1000;
/** Colleagues in a list nobody changed yet: enough to see presence work; thousands of phones each get such a list. */
export const MAX_DEFAULT_CONTACTS = 100;

export interface ContactGroup {
  /** 1 to 63. */
  readonly id: number;
  readonly name: string;
  readonly externalUri: string;
}

export interface Contact {
  /** SIP address without scheme; another kind of URI with its scheme. */
  readonly uri: string;
  /** Empty where the user gave none. */
  readonly name: string;
  readonly groups: readonly number[];
  /** Whether clients watch the contact's presence. */
  readonly subscribed: boolean;
  readonly externalUri: string;
  /** `contactExtension` as a client gave it: one XML element that stands alone. */
  readonly extension?: string;
}

/** One change of a contact list, by the name of its element in a contactDelta (MS-SIP 2.2.4.1). */
export type ContactChange =
  | { readonly kind: 'addedGroup' | 'modifiedGroup'; readonly group: ContactGroup }
  | { readonly kind: 'addedContact' | 'modifiedContact'; readonly contact: Contact }
  | { readonly kind: 'deletedGroup'; readonly id: number }
  | { readonly kind: 'deletedContact'; readonly uri: string };

export interface ContactDelta {
  readonly deltaNum: number;
  readonly prevDeltaNum: number;
  /** In the order of MS-SIP 3.7: added and modified before deleted. */
  readonly changes: readonly ContactChange[];
}

export type ContactProblem =
  /** The client's deltaNum is not the list's: it has not seen the last change. */
  'stale' | 'too-many' | 'unknown-group' | 'unknown-contact' | 'default-group' | 'name-taken';

export type ContactOutcome =
  | { readonly ok: true; readonly delta: ContactDelta }
  | { readonly ok: false; readonly problem: ContactProblem };

/** One user's contact list. Every operation names the deltaNum the client knows and counts it up by one (MS-SIP 3.7). */
export class ContactList {
  #deltaNum = 1;
  readonly #groups = new Map<number, ContactGroup>();
  readonly #contacts = new Map<string, Contact>();

  constructor(colleagues: readonly string[]) {
    this.#groups.set(DEFAULT_GROUP, { id: DEFAULT_GROUP, name: '~', externalUri: '' });
    for (const uri of colleagues.slice(0, MAX_DEFAULT_CONTACTS)) {
      this.#contacts.set(key(uri), { uri, name: '', groups: [DEFAULT_GROUP], subscribed: true, externalUri: '' });
    }
  }

  /** Never 0 (MS-SIP 2.2.4.1). */
  get deltaNum(): number {
    return this.#deltaNum;
  }

  get groups(): readonly ContactGroup[] {
    return [...this.#groups.values()];
  }

  get contacts(): readonly Contact[] {
    return [...this.#contacts.values()];
  }

  /** Adds or replaces a contact. Groups nobody made are left out; a contact in none is in the default one. */
  setContact(deltaNum: number, contact: Contact): ContactOutcome {
    if (deltaNum !== this.#deltaNum) return failed('stale');
    const known = this.#contacts.has(key(contact.uri));
    if (!known && this.#contacts.size >= MAX_CONTACTS) return failed('too-many');
    const groups = [...new Set(contact.groups)].filter((id) => this.#groups.has(id));
    const stored = { ...contact, groups: groups.length > 0 ? groups : [DEFAULT_GROUP] };
    this.#contacts.set(key(contact.uri), stored);
    return this.#changed([{ kind: known ? 'modifiedContact' : 'addedContact', contact: stored }]);
  }

  deleteContact(deltaNum: number, uri: string): ContactOutcome {
    if (deltaNum !== this.#deltaNum) return failed('stale');
    const known = this.#contacts.get(key(uri));
    if (!known) return failed('unknown-contact');
    this.#contacts.delete(key(uri));
    return this.#changed([{ kind: 'deletedContact', uri: known.uri }]);
  }

  /** Adds a group under the lowest free number. */
  addGroup(deltaNum: number, name: string, externalUri: string): ContactOutcome {
    if (deltaNum !== this.#deltaNum) return failed('stale');
    if (this.#named(name)) return failed('name-taken');
    let id = DEFAULT_GROUP + 1;
    while (this.#groups.has(id)) id++;
    if (id > MAX_GROUPS) return failed('too-many');
    const group = { id, name, externalUri };
    this.#groups.set(id, group);
    return this.#changed([{ kind: 'addedGroup', group }]);
  }

  modifyGroup(deltaNum: number, id: number, name: string, externalUri: string): ContactOutcome {
    if (deltaNum !== this.#deltaNum) return failed('stale');
    if (id === DEFAULT_GROUP) return failed('default-group');
    if (!this.#groups.has(id)) return failed('unknown-group');
    const named = this.#named(name);
    if (named && named.id !== id) return failed('name-taken');
    const group = { id, name, externalUri };
    this.#groups.set(id, group);
    return this.#changed([{ kind: 'modifiedGroup', group }]);
  }

  /** Deletes a group. Its contacts leave it first (observed of OCS); those in no other go to the default one. */
  deleteGroup(deltaNum: number, id: number): ContactOutcome {
    if (deltaNum !== this.#deltaNum) return failed('stale');
    if (id === DEFAULT_GROUP) return failed('default-group');
    if (!this.#groups.delete(id)) return failed('unknown-group');
    const changes: ContactChange[] = [];
    for (const [uri, contact] of this.#contacts) {
      if (!contact.groups.includes(id)) continue;
      const left = contact.groups.filter((each) => each !== id);
      const moved = { ...contact, groups: left.length > 0 ? left : [DEFAULT_GROUP] };
      this.#contacts.set(uri, moved);
      changes.push({ kind: 'modifiedContact', contact: moved });
    }
    return this.#changed([...changes, { kind: 'deletedGroup', id }]);
  }

  #named(name: string): ContactGroup | undefined {
    return [...this.#groups.values()].find((group) => group.name === name);
  }

  #changed(changes: readonly ContactChange[]): ContactOutcome {
    const prevDeltaNum = this.#deltaNum++;
    return { ok: true, delta: { deltaNum: this.#deltaNum, prevDeltaNum, changes } };
  }
}

/** The contact lists of a pool's users. Asked only for users of the deployment, which bounds their number. */
export class Contacts {
  readonly #changed = new Map<string, ContactList>();

  /** A user's list to read; one nobody changed yet holds these colleagues: SIP addresses without scheme. */
  of(user: string, colleagues: () => readonly string[]): ContactList {
    return this.#changed.get(key(user)) ?? new ContactList(colleagues());
  }

  /** The same to change: kept from now on. */
  toChange(user: string, colleagues: () => readonly string[]): ContactList {
    const list = this.of(user, colleagues);
    this.#changed.set(key(user), list);
    return list;
  }
}

function failed(problem: ContactProblem): ContactOutcome {
  return { ok: false, problem };
}

function key(uri: string): string {
  return uri.toLowerCase();
}
