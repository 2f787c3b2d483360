/** What a phone may ask its Front End for once it is registered; each is a file of `after-sign-in`. */
export type AfterSignIn = 'roaming-self' | 'provisioning' | 'roaming-contacts' | 'contacts-presence' | 'publish';

/** Which of them a model asks for, in order. */
export interface AfterSignInWishes {
  readonly order: readonly AfterSignIn[];
  /** Groups of in-band provisioning; which ones phones ask for is unknown. */
  readonly provisioningGroups: readonly string[];
}

const phoneGroups = [
  'ServerConfiguration',
  'ucPolicy',
  'userSetting',
  'endpointConfiguration',
  'locationPolicy',
  'mediaConfiguration',
] as const;

/** Order recollected, not sourced; the groups are those with settings for phones (inferred). */
export const microsoftAfterSignIn: AfterSignInWishes = {
  order: ['roaming-self', 'provisioning', 'roaming-contacts', 'contacts-presence', 'publish'],
  provisioningGroups: phoneGroups,
};

/** Recollected, not sourced, of phones that are qualified for Lync. */
export const qualifiedPhoneAfterSignIn: AfterSignInWishes = {
  order: ['provisioning', 'roaming-contacts', 'roaming-self', 'contacts-presence', 'publish'],
  provisioningGroups: phoneGroups,
};
