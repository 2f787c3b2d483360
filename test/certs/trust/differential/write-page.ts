/** `node dist/test/certs/trust/differential/write-page.js`: writes the page of differences anew. */
import { writeFileSync } from 'node:fs';
import { differencesPage } from './differences.js';
import { pageFile } from './page-file.js';
import { CHAINS, runDifferential, SEED } from './run.js';

writeFileSync(pageFile, differencesPage(await runDifferential(SEED, CHAINS)));
