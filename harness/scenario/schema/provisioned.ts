import { z } from 'zod';

const groupName = z.enum([
  'ServerConfiguration',
  'ucPolicy',
  'meetingPolicy',
  'userSetting',
  'endpointConfiguration',
  'locationPolicy',
  'presencePolicyV2',
  'mediaConfiguration',
  'persistentChatConfiguration',
  'publicProviders',
]);
const settingName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/, 'the name of a setting');
const settingValue = z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]);

/** In-band provisioning: settings over the usual ones; null leaves one out. */
export const provisionedSchema = z.partialRecord(groupName, z.record(settingName, settingValue));
