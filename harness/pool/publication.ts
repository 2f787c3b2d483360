/** When a published category ends: never, with the user's last endpoint, with its endpoint, at a time. */
export type ExpireType = 'static' | 'user' | 'endpoint' | 'time';

/** What a category of name `state` says, for adding several of them up. */
export interface StateContent {
  /** `xsi:type` without prefix: machineState, userState, phoneState, calendarState... */
  readonly type: string;
  /** 3500 available to 18500 offline. */
  readonly availability?: number;
  /** Token of the activity: `on-the-phone`. */
  readonly activity?: string;
}

/** A category as one endpoint published it: name, instance and container together name it. */
export interface Publication {
  readonly category: string;
  readonly instance: number;
  readonly container: number;
  /** Counts up from 1 with every publication. */
  readonly version: number;
  readonly expireType: ExpireType;
  /** Epid of the endpoint that published it, lower case. */
  readonly endpoint: string;
  /** One XML element as published, which stands alone; empty for none. */
  readonly body: string;
  readonly publishedAt: Date;
  /** Clock milliseconds, of expireType `time`. */
  readonly expiresAt?: number;
  readonly state?: StateContent;
}

/** One step of a publish request. */
export type PublishOperation = Omit<Publication, 'version' | 'publishedAt'> & {
  /** The version the client knows; 0 for a category it believes nobody published. */
  readonly version: number;
  /** Take it away: published with `expires="0"`. */
  readonly remove: boolean;
};

/** Versions of one operation that do not agree; `index` counts a request's operations from 1. */
export interface WrongVersion {
  readonly index: number;
  readonly version: number;
  readonly curVersion: number;
}

export type PresenceOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'wrong-versions'; readonly wrong: readonly WrongVersion[] }
  /** More than a user may keep. */
  | { readonly kind: 'too-much' };

/** A group of people who see the same of a user (100 public, 200 company, 300 team, 400 personal, 32000 blocked). */
export interface Container {
  readonly id: number;
  readonly version: number;
  readonly members: readonly ContainerMember[];
}

export interface ContainerMember {
  /** `user`, `domain`, `sameEnterprise`, `federated`, `publicCloud`. */
  readonly type: string;
  /** A SIP address without scheme, or a domain; absent where the type says all. */
  readonly value?: string;
}

/** One container of a setContainerMembers request. */
export interface ContainerOperation {
  readonly id: number;
  readonly version: number;
  readonly add: readonly ContainerMember[];
  readonly remove: readonly ContainerMember[];
}

/** Somebody who put the user into a contact list. */
export interface PresenceSubscriber {
  /** Without scheme. */
  readonly user: string;
  readonly displayName: string;
  /** The user has been told. */
  readonly acknowledged: boolean;
}
