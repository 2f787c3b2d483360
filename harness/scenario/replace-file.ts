import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { HarnessError } from '../foundation/errors/index.js';

/**
 * Writes a file under another name first: a reader never sees half of it, nor a key an older file's wider mode.
 * @throws HarnessError FILE_UNWRITABLE
 */
export function replaceFile(file: string, content: string | Buffer, mode: number): void {
  writing(file, () => {
    const temporary = `${file}.new`;
    writeFileSync(temporary, content, { mode });
    chmodSync(temporary, mode);
    renameSync(temporary, file);
  });
}

/** What the system says when it does not let us, with the name of the file. @throws HarnessError FILE_UNWRITABLE */
export function writing<T>(file: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw new HarnessError('FILE_UNWRITABLE', { file, detail: (error as Error).message }, { cause: error });
  }
}
