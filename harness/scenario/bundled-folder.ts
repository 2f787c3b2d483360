import { readdirSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the bundled scenarios; this file runs from dist/harness/scenario. */
export const bundledFolder = fileURLToPath(new URL('../../../scenarios', import.meta.url));

/** A file that is no scenario by itself, only a piece that others include. */
export const FRAGMENT_FILE = /\.fragment\.ya?ml$/;

/** Ids of the bundled scenarios, sorted. */
export function bundledIds(): string[] {
  return readdirSync(bundledFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && !FRAGMENT_FILE.test(file))
    .map((file) => file.slice(0, -'.yaml'.length).split(sep).join('/'))
    .sort();
}
