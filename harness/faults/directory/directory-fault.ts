import type { LdapOperation } from '../../wire/ldap/index.js';

/** What the domain controller knows of a request whose answer is disturbed. */
export interface LdapAsked {
  readonly operation: LdapOperation;
  /** TLS, or signed by an earlier bind. */
  readonly isProtected: boolean;
}

/** What answers one request: entries and references, if any, and the end of it. */
export type LdapAnswer = readonly LdapOperation[];

/** What is done to one answer of the domain controller. */
export type LdapFault =
  /** Answered without anything being done; undefined where the fault does not concern the request. */
  | { readonly refuse: (asked: LdapAsked) => LdapAnswer | undefined }
  /** This goes out instead. The same object when there is nothing to change: then it did not fire. */
  | { readonly change: (answer: LdapAnswer, asked: LdapAsked) => LdapAnswer }
  /** What becomes of the finished answer; the server carries it out. */
  | { readonly delivery: LdapDelivery };

export type LdapDelivery = { readonly do: 'delay'; readonly ms: number } | { readonly do: 'drop' | 'reset' };

/** What is done to one connection before it is read. */
export interface LdapConnectionFault {
  readonly ldapConnection: 'reset' | 'silence';
}
