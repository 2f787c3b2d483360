import { z } from 'zod';
import { MAX_KEPT_LOG_BYTES } from '../../deployment/index.js';
import { MAX_TEST_DEVICES, MAX_UPDATE_RULES } from '../../pool/index.js';
import { MAX_IMAGE_BYTES, MIN_IMAGE_BYTES } from '../../wire/firmware-image/index.js';

/** One folder of a path, and a field a device sends. */
const word = z.string().regex(/^[\w.+-][\w .+-]{0,63}$/, 'one word or name of at most 64 plain characters');
export const firmwareVersionSchema = z.string().regex(/^\d{1,5}(\.\d{1,5}){3}$/, 'four numbers; quote it');

const ruleSchema = z.strictObject({
  deviceType: word.optional().describe('UCPhone when absent.'),
  brand: word.describe('Vendor, as the device names it.'),
  model: word,
  revision: word.optional().describe('A when absent.'),
  locale: word.optional().describe('Three letters; ENU when absent.'),
  webService: z
    .string()
    .regex(/^[a-z0-9.-]{1,253}$/i, 'a fully qualified domain name')
    .optional()
    .describe('FQDN of the web service whose rule it is; the deployment’s own when absent. Rules are not replicated.'),
  approved: firmwareVersionSchema.optional().describe('What every such device gets.'),
  pending: firmwareVersionSchema.optional().describe('What test devices get until it is approved.'),
  restore: firmwareVersionSchema.optional().describe('What a roll-back goes to.'),
});

export const testDeviceSchema = z.union([
  z.strictObject({ mac: z.string().regex(/^([0-9a-f]{2}[:-]?){5}[0-9a-f]{2}$/i, 'a MAC address') }),
  z.strictObject({ serial: z.string().regex(/^[\w-]{1,64}$/, 'letters, digits, hyphen, underscore') }),
]);

/** The device update service. */
export const deviceUpdateSchema = z.strictObject({
  rules: z.array(ruleSchema).max(MAX_UPDATE_RULES).optional(),
  testDevices: z.array(testDeviceSchema).max(MAX_TEST_DEVICES).optional().describe('New-CsTestDevice.'),
  storeUrls: z
    .enum(['configured', 'empty'])
    .optional()
    .describe('empty: answers offer an update and do not say where it is; configured when absent.'),
  storeForm: z
    .enum(['lync', 'ocs'])
    .optional()
    .describe('Folders as Lync names them, RequestHandler/Files, or as OCS 2007 R2, DeviceUpdateFiles_Int.'),
  externalAnonymous: z.boolean().optional().describe('true: outside nobody is asked who he is, as OCS 2007.'),
  images: z
    .strictObject({
      size: z
        .int()
        .min(MIN_IMAGE_BYTES)
        .max(MAX_IMAGE_BYTES)
        .optional()
        .describe('Bytes of a synthetic image; 1 MiB when absent.'),
      made: z.iso.datetime({ error: 'not a date like 2014-01-10T00:00:00Z' }).optional(),
    })
    .optional(),
  logs: z
    .strictObject({
      storeBytes: z
        .int()
        .min(1)
        .max(MAX_KEPT_LOG_BYTES)
        .optional()
        .describe('Size of the file store logs share with the rest of the service; when it is full, checks fail.'),
      quotaBytes: z
        .int()
        .min(0)
        .max(MAX_KEPT_LOG_BYTES)
        .optional()
        .describe('What logs may take of it: a quota of the file server. 64 MiB when absent.'),
      cleanUpDays: z.int().min(1).max(365).optional().describe('LogCleanUpInterval: days logs stay; 10 when absent.'),
    })
    .optional()
    .describe('Logs that devices leave.'),
  maxLogBytes: z.int().min(1).max(1_048_576).optional().describe('MaxLogFileSize; 1024000 when absent.'),
});
