/** The address book web query, its download handler, and the expansion of distribution lists. */
export interface AddressBookEvents {
  'address-book.search': {
    readonly user: string;
    readonly kind: 'BasicSearch' | 'ChangeSearch';
    /** Attributes searched. */
    readonly attributes: readonly string[];
    readonly found: number;
  };
  'address-book.refused': { readonly part: 'download' | 'query'; readonly problem: string };
  'group-expansion.answer': {
    readonly user: string;
    readonly operation: string;
    /** Mail address of the list. */
    readonly list: string;
    readonly status: 'Success' | 'NotFound';
    readonly members: number;
  };
}
