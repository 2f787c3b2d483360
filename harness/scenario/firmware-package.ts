import { type FileHandle, open } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { CATALOGUE_FILE, type FirmwareFile, type FirmwareOffer, type UpdateRuleKey } from '../deployment/index.js';
import { HarnessError } from '../foundation/errors/index.js';
import { isFirmwareVersion, MAX_IMAGE_BYTES } from '../wire/firmware-image/index.js';

/** What a name on the wire may be. */
const NAME = /^[\w.+-]{1,100}$/;

/** An operator's package, opened: its bytes are read when a phone asks for them. */
export interface FirmwarePackage {
  readonly offer: Extract<FirmwareOffer, { kind: 'package' }>;
  close(): Promise<void>;
}

/**
 * The vendor's file, and the .cat of the same name beside it where there is one. `rule` is
 * `DeviceType/Brand/Model/Revision/Locale/Version`. Errors: USAGE, FILE_UNREADABLE.
 */
export async function openFirmwarePackage(file: string, rule: string): Promise<FirmwarePackage> {
  const key = readRule(rule);
  const image = await openFile(file);
  const beside = `${file.slice(0, file.length - extname(file).length)}${extname(CATALOGUE_FILE)}`;
  const catalogue = beside === file ? undefined : await openFile(beside).catch(() => undefined);
  return {
    offer: { kind: 'package', rule: key, image: image.served, ...(catalogue && { catalogue: catalogue.served }) },
    close: async () => {
      await Promise.all([image.handle.close(), catalogue?.handle.close()]);
    },
  };
}

function readRule(rule: string): UpdateRuleKey & { readonly version: string } {
  const [deviceType = '', brand = '', model = '', revision = '', locale = '', version = '', ...more] = rule.split('/');
  const words = [deviceType, brand, model, revision, locale];
  if (more.length > 0 || words.some((word) => !/^[\w .+-]{1,64}$/.test(word)) || !isFirmwareVersion(version)) {
    const detail = `--firmware-rule "${rule}" is not DeviceType/Brand/Model/Revision/Locale/Version`;
    throw new HarnessError('USAGE', { detail });
  }
  return { deviceType, brand, model, revision, locale, version };
}

async function openFile(file: string): Promise<{ readonly handle: FileHandle; readonly served: FirmwareFile }> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    const { mtime, size } = await handle.stat();
    const name = basename(file);
    if (!NAME.test(name)) throw new Error('its name has other characters than letters, digits, . _ + -');
    if (size === 0 || size > MAX_IMAGE_BYTES) throw new Error(`it has not 1 to ${MAX_IMAGE_BYTES} bytes`);
    const opened = handle;
    // A header has whole seconds.
    const modified = new Date(Math.floor(mtime.getTime() / 1000) * 1000);
    return { handle, served: { name, size, modified, read: (start, end) => readPart(opened, start, end) } };
  } catch (error) {
    await handle?.close();
    throw new HarnessError('FILE_UNREADABLE', { file, detail: (error as Error).message }, { cause: error });
  }
}

/** Shorter than asked for where the file has become shorter. */
async function readPart(handle: FileHandle, start: number, end: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(Math.max(0, end - start)), 0, undefined, start);
  return buffer.subarray(0, bytesRead);
}
