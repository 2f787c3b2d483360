/** `node dist/test/certs/catalogue/write-page.js`: writes the page anew. */
import { writeFileSync } from 'node:fs';
import { cataloguePage, pageFile } from './page.js';

writeFileSync(pageFile, cataloguePage());
