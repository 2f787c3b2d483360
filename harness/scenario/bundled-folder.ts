import { fileURLToPath } from 'node:url';

/** Folder of the bundled scenarios; this file runs from dist/harness/scenario. */
export const bundledFolder = fileURLToPath(new URL('../../../scenarios', import.meta.url));

/** A file that is no scenario by itself, only a piece that others include. */
export const FRAGMENT_FILE = /\.fragment\.ya?ml$/;
