/** Common names of classes in the schema, by the name an LDAP client uses (Active Directory schema). */
const classes: Readonly<Record<string, string>> = {
  certificationauthority: 'Certification-Authority',
  pkienrollmentservice: 'PKI-Enrollment-Service',
  crldistributionpoint: 'CRL-Distribution-Point',
  container: 'Container',
  configuration: 'Configuration',
  dmd: 'DMD',
  domain: 'Domain',
  domaindns: 'Domain-DNS',
  organizationalunit: 'Organizational-Unit',
  person: 'Person',
  // Users are persons by category; their class is another thing.
  user: 'Person',
  contact: 'Person',
  organizationalperson: 'Person',
  computer: 'Computer',
  group: 'Group',
  site: 'Site',
  sitescontainer: 'Sites-Container',
  serverscontainer: 'Servers-Container',
  server: 'Server',
  ntdsdsa: 'NTDS-DSA',
  crossrefcontainer: 'Cross-Ref-Container',
  crossref: 'Cross-Ref',
};

/** The name of a class's object in the schema: `CN=Person,CN=Schema,…`. Active Directory takes the short name as well. */
export function categoryDn(className: string, schemaDn: string): string {
  const name = classes[className.trim().toLowerCase()] ?? className;
  return `CN=${name},${schemaDn}`;
}

export function isClassName(text: string): boolean {
  return Object.hasOwn(classes, text.trim().toLowerCase());
}
