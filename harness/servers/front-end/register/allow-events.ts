/** Event packages of a Registrar, without blanks: pidgin-sipe looks for whole words between commas (observed). */
export const ALLOW_EVENTS = [
  'vnd-microsoft-provisioning',
  'vnd-microsoft-roaming-contacts',
  'vnd-microsoft-roaming-ACL',
  'presence',
  'presence.wpending',
  'vnd-microsoft-roaming-self',
  'vnd-microsoft-provisioning-v2',
].join(',');
