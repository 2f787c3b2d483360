import type { Deployment, User } from '../../../../deployment/index.js';

/** A setting's name and value, as the client reads them. */
export type ProvisionedSettings = Readonly<Record<string, string>>;

/** How a group's settings stand in the document (MS-SIPREGE 2.2.2.5). */
export type GroupForm =
  /** One element a setting, named as it: ServerConfiguration. */
  | 'elements'
  /** `<instance><property name="X">v</property></instance>`: the policies. */
  | 'instance'
  /** `<propertyEntryList><property name="X">v</property></propertyEntryList>`. */
  | 'property-list';

/** One group of in-band provisioning; one file each. */
export interface ProvisioningGroup {
  /** As clients ask for it. */
  readonly name: string;
  readonly form: GroupForm;
  /** What this deployment tells this user, before a scenario's own values. */
  settings(deployment: Deployment, user: User): ProvisionedSettings;
}
