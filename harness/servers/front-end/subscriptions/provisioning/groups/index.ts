import type { ProvisioningGroup } from '../group.js';
import { endpointConfiguration } from './endpoint-configuration.js';
import { locationPolicy } from './location-policy.js';
import { mediaConfiguration } from './media-configuration.js';
import { meetingPolicy } from './meeting-policy.js';
import { persistentChatConfiguration } from './persistent-chat-configuration.js';
import { presencePolicyV2 } from './presence-policy-v2.js';
import { publicProviders } from './public-providers.js';
import { serverConfiguration } from './server-configuration.js';
import { ucPolicy } from './uc-policy.js';
import { userSetting } from './user-setting.js';

/** Every group that is answered. One that nobody knows gets no answer (inferred). */
export const provisioningGroups: readonly ProvisioningGroup[] = [
  serverConfiguration,
  ucPolicy,
  meetingPolicy,
  userSetting,
  endpointConfiguration,
  locationPolicy,
  presencePolicyV2,
  mediaConfiguration,
  persistentChatConfiguration,
  publicProviders,
];
