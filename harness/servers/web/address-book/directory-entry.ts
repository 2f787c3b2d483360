import { type Deployment, defaultAddressBookSettings } from '../../../deployment/index.js';

/** One person of the company directory: attribute names in lower case, to their values. */
export type DirectoryEntry = ReadonlyMap<string, string>;

/** Everybody the address book knows: users enabled for Lync first, then contacts. */
export function directoryEntries(deployment: Deployment): DirectoryEntry[] {
  const { contacts } = deployment.addressBook ?? defaultAddressBookSettings;
  const users = deployment.users
    .filter(({ enabled }) => enabled)
    .map(({ displayName, name, phoneNumber, sipAddress }) => {
      const [givenName = '', ...rest] = displayName.split(' ');
      return entry({
        displayName,
        'msRTCSIP-PrimaryUserAddress': `sip:${sipAddress}`,
        mail: sipAddress,
        telephoneNumber: phoneNumber,
        sAMAccountName: name,
        mailNickname: name,
        givenName,
        sn: rest.join(' '),
        company: deployment.netbiosDomain,
      });
    });
  const others = contacts.map(({ company, displayName, mail, phoneNumber }) =>
    entry({ displayName, mail, telephoneNumber: phoneNumber, company }),
  );
  return [...users, ...others];
}

function entry(attributes: Readonly<Record<string, string | undefined>>): DirectoryEntry {
  return new Map(
    Object.entries(attributes).flatMap(([name, value]) => (value ? [[name.toLowerCase(), value] as const] : [])),
  );
}
