/** How values of an attribute compare. */
export type Syntax = 'text' | 'exact' | 'dn' | 'integer' | 'boolean' | 'time';

interface AttributeType {
  readonly name: string;
  readonly syntax: Syntax;
  readonly oid?: string;
}

const types: readonly AttributeType[] = [
  ...named('text', [
    ...[
      'adminDescription',
      'adminDisplayName',
      'canonicalName',
      'cn',
      'co',
      'company',
      'dc',
      'department',
      'description',
    ],
    ...['displayName', 'dNSHostName', 'dnsRoot', 'givenName', 'homePhone', 'ipPhone', 'l', 'ldapServiceName', 'mail'],
    ...['mailNickname', 'mobile', 'name', 'nETBIOSName', 'o', 'objectClass', 'ou', 'proxyAddresses', 'sAMAccountName'],
    ...['servicePrincipalName', 'sn', 'telephoneNumber', 'otherTelephone', 'title', 'uid', 'userPrincipalName'],
    ...['certificateTemplates', 'dnsHostName', 'operatingSystem', 'objectVersion', 'flags', 'lDAPDisplayName'],
    ...['msRTCSIP-PrimaryUserAddress', 'msRTCSIP-Line', 'msRTCSIP-DeploymentLocator', 'msRTCSIP-PrimaryHomeServer'],
    ...['supportedSASLMechanisms', 'supportedLDAPPolicies', 'supportedControl', 'supportedCapabilities'],
    ...['supportedExtension', 'supportedLDAPVersion', 'keyUsage', 'otherMailbox', 'memberUid'],
  ]),
  ...named('exact', [
    ...['authorityRevocationList', 'cACertificate', 'certificateRevocationList', 'crossCertificatePair'],
    ...['deltaRevocationList', 'objectGUID', 'objectSid', 'userCertificate', 'thumbnailPhoto', 'nTSecurityDescriptor'],
  ]),
  ...named('dn', [
    ...['configurationNamingContext', 'cACertificateDN', 'defaultNamingContext', 'distinguishedName', 'dsServiceName'],
    ...['homeMDB', 'manager', 'member', 'memberOf', 'namingContexts', 'nCName', 'objectCategory', 'serverReference'],
    ...['rootDomainNamingContext', 'schemaNamingContext', 'serverName', 'subschemaSubentry', 'directReports'],
  ]),
  ...named('integer', [
    ...['domainControllerFunctionality', 'domainFunctionality', 'forestFunctionality', 'groupType', 'instanceType'],
    ...['highestCommittedUSN', 'primaryGroupID', 'sAMAccountType', 'systemFlags', 'userAccountControl', 'uSNChanged'],
    ...['uSNCreated', 'msRTCSIP-OptionFlags', 'options', 'lockoutTime', 'pwdLastSet'],
  ]),
  ...named('boolean', ['isGlobalCatalogReady', 'isSynchronized', 'msRTCSIP-UserEnabled', 'showInAdvancedViewOnly']),
  ...named('time', ['currentTime', 'whenChanged', 'whenCreated']),
];

function named(syntax: Syntax, names: readonly string[]): AttributeType[] {
  return names.map((name) => ({ name, syntax }));
}

/** Object identifiers phones and tools may ask by instead (Active Directory schema, RFC 4519, RFC 4523). */
const oids: Readonly<Record<string, string>> = {
  '2.5.4.0': 'objectclass',
  '2.5.4.3': 'cn',
  '2.5.4.37': 'cacertificate',
  '2.5.4.38': 'authorityrevocationlist',
  '2.5.4.39': 'certificaterevocationlist',
  '2.5.4.40': 'crosscertificatepair',
  '2.5.4.13': 'description',
  '2.5.4.20': 'telephonenumber',
  '1.2.840.113556.1.4.782': 'objectcategory',
  '1.2.840.113556.1.4.221': 'samaccountname',
  '1.2.840.113556.1.4.656': 'userprincipalname',
  '1.2.840.113556.1.4.619': 'dnshostname',
};

const syntaxes = new Map(types.map(({ name, syntax }) => [name.toLowerCase(), syntax]));

/** The attribute of a description in lower case, without its options: `cacertificate` of `caCertificate;binary`. */
export function attributeOf(description: string): string {
  const options = description.indexOf(';');
  const name = (options < 0 ? description : description.slice(0, options)).trim().toLowerCase();
  return oids[name] ?? name;
}

/** How its values compare; undefined for an attribute the schema does not have. */
export function syntaxOf(attribute: string): Syntax | undefined {
  return syntaxes.get(attribute);
}
