/** A distribution list that clients can expand. */
export interface DistributionList {
  /** Mail address, lower case. */
  readonly address: string;
  readonly displayName: string;
  /** Account names of its members. */
  readonly members: readonly string[];
}

/** Somebody of the company directory who is not enabled for Lync. */
export interface DirectoryContact {
  readonly displayName: string;
  readonly mail?: string;
  readonly phoneNumber?: string;
  readonly company?: string;
}

/** What the address book web query and the group expansion answer from, beside the deployed users. */
export interface AddressBookSettings {
  readonly distributionLists: readonly DistributionList[];
  readonly contacts: readonly DirectoryContact[];
}

export const defaultAddressBookSettings: AddressBookSettings = { distributionLists: [], contacts: [] };

export const addressBookPath = '/abs/handler';
export const groupExpansionPath = '/groupexpansion/service.svc';
export const locationInformationPath = '/locationinformation/liservice.svc';
