import type { ProvisioningGroup } from '../group.js';

/** There is no persistent chat (names observed of pidgin-sipe). */
export const persistentChatConfiguration: ProvisioningGroup = {
  name: 'persistentChatConfiguration',
  form: 'property-list',
  settings: () => ({ EnablePersistentChat: 'false' }),
};
