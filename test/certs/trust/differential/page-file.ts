import { fileURLToPath } from 'node:url';

/** From dist/test/certs/trust/differential to the sources. */
export const pageFile = fileURLToPath(
  new URL('../../../../../test/certs/trust/differential/DIFFERENCES.md', import.meta.url),
);
