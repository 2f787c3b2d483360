import { existsSync, readFileSync, statSync } from 'node:fs';
import { HarnessError } from '../../foundation/errors/index.js';
import { type KeptPhone, readKept, writeKept } from '../../phone/index.js';
import { takeLock } from '../../scenario/lock-file.js';
import { replaceFile } from '../../scenario/replace-file.js';
import { ImageFile } from './image-file.js';

/** Largest state file read: a phone keeps some hundred certificates at most. */
export const MAX_STATE_BYTES = 4 * 1024 * 1024;

/** The state file of one phone, held by this process alone. */
export interface StateFile {
  /** Absent where the file is not there yet: a phone as it leaves the factory. */
  readonly kept: KeptPhone | undefined;
  /** Writes it, mode 0600, where it is another than last time. @throws HarnessError FILE_UNWRITABLE */
  save(kept: KeptPhone): void;
  /** Beside it, in FILE.image: what has come of a firmware image. */
  readonly image: ImageFile;
  close(): void;
}

/** @throws HarnessError PHONE_STATE_INVALID, STATE_IN_USE, FILE_UNREADABLE, FILE_UNWRITABLE */
export function openStateFile(file: string): StateFile {
  const lock = takeLock(`${file}.lock`, `The state file ${file}`);
  try {
    const kept = existsSync(file) ? readKept(contentOf(file), file) : undefined;
    const image = new ImageFile(`${file}.image`);
    let written = '';
    return {
      kept,
      image,
      save: (now) => {
        const text = writeKept(now);
        if (text === written) return;
        replaceFile(file, text, 0o600);
        written = text;
      },
      close: () => {
        image.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** What the file holds, whoever holds it: for looking at. @throws HarnessError PHONE_STATE_INVALID, FILE_UNREADABLE */
export function readStateFile(file: string): KeptPhone {
  return readKept(contentOf(file), file);
}

function contentOf(file: string): string {
  try {
    const { size } = statSync(file);
    if (size > MAX_STATE_BYTES) throw new Error(`it is larger than ${MAX_STATE_BYTES} bytes`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new HarnessError('FILE_UNREADABLE', { file, detail: (error as Error).message }, { cause: error });
  }
}
