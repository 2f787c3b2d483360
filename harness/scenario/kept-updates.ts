import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { asHarnessError, HarnessError } from '../foundation/errors/index.js';
import { type KeptUpdates, MAX_TEST_DEVICES, MAX_UPDATE_RULES, type Updates } from '../pool/index.js';
import { replaceFile } from './replace-file.js';
import { firmwareVersionSchema, testDeviceSchema } from './schema/device-update.js';

const FILE = 'update-rules.json';
/** Largest file read: a thousand rules of a hundred versions each are a few MB. */
const MAX_BYTES = 8 * 1024 * 1024;

const text = z.string().min(1).max(300);
const version = firmwareVersionSchema.optional();
const schema = z.strictObject({
  rules: z
    .array(
      z.strictObject({
        ...{ id: text, webService: text, deviceType: text, brand: text, model: text, revision: text, locale: text },
        ...{ approved: version, pending: version, restore: version },
        stored: z.array(firmwareVersionSchema).max(100),
      }),
    )
    .max(MAX_UPDATE_RULES),
  testDevices: z.array(testDeviceSchema).max(MAX_TEST_DEVICES),
});

/**
 * Rules and test devices of the update service outlive the process in the folder of `serve --state`: what an
 * administrator changed stands in the place of what the scenario deploys. `failed` hears when a change cannot be written.
 * @throws HarnessError FILE_UNREADABLE
 */
export function keepUpdates(folder: string, updates: Updates, failed: (error: HarnessError) => void): void {
  const file = join(folder, FILE);
  updates.keep(read(file), (now) => {
    try {
      replaceFile(file, `${JSON.stringify(now, undefined, 2)}\n`, 0o600);
    } catch (error) {
      failed(asHarnessError(error));
    }
  });
}

function read(file: string): KeptUpdates | undefined {
  if (!existsSync(file)) return undefined;
  try {
    if (statSync(file).size > MAX_BYTES) throw new Error(`it is larger than ${MAX_BYTES} bytes`);
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const [issue] = error instanceof z.ZodError ? error.issues : [];
    const detail = issue ? `${issue.path.join('.')}: ${issue.message}` : (error as Error).message;
    throw new HarnessError('FILE_UNREADABLE', { file, detail }, { cause: error });
  }
}
