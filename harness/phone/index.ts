export { type AccountName, accountName } from './account-name.js';
export { act, type PhoneAction, phoneActions } from './actions.js';
export { type KeptPhone, readKept, writeKept } from './kept/index.js';
export type { LeaseDetails } from './lease-details.js';
export {
  type AutodiscoverOrder,
  autodiscoverOrders,
  type FirmwareRelease,
  type HelloShape,
  helloShape,
  helloShapes,
  microsoftFirmware,
  type PhoneModel,
  phoneModels,
  type RefusalShape,
  type RootChainEndpoint,
  timeSources,
} from './models/index.js';
export type { AddressPlug, InterfaceAddress } from './network/address-plug.js';
export type { DialTable } from './network/dial.js';
export { type RedirectPolicy, redirectPolicies } from './network/http/redirects.js';
export type { PhoneNetwork, PhoneOptions, TypedCredentials } from './options.js';
export { EmulatedPhone } from './phone.js';
export { POWER_ON_DATE } from './phone-date.js';
export {
  MAX_DHCP_SHAPES,
  MAX_PROFILE_BYTES,
  type PhoneProfile,
  PROFILE_VERSION,
  profileSchema,
  readProfile,
} from './profile/index.js';
export { type ScreenName, type ScreenText, screenTexts } from './screen-texts.js';
export type { PhoneFailure, PhoneState } from './state.js';
export { stepSentences } from './steps/explain.js';
export { HashedSlot, type ImageSlot } from './update/image-slot.js';
