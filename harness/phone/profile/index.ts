export { profileDhcp, withProfile } from './habits.js';
export { readProfile } from './read.js';
export { MAX_DHCP_SHAPES, MAX_PROFILE_BYTES, type PhoneProfile, PROFILE_VERSION, profileSchema } from './schema.js';
