import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { importsOf, roomOf, root, sources, violation } from './imports.js';

test('every room imports only what the house allows', (t) => {
  const files = [...sources('harness'), ...sources('certs')];
  t.true(files.length > 100, 'the sources were found');
  const broken = files.flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')).map(violation));
  t.deepEqual(
    broken.filter((sentence) => sentence !== undefined),
    [],
  );
});

test('every folder of harness and certs is a room with a rule', (t) => {
  const homeless = [...sources('harness'), ...sources('certs')].filter(
    (file) => file.split('/').length > 2 && roomOf(file) === undefined,
  );
  t.deepEqual(homeless, []);
});

test('the rule test sees what it must refuse', (t) => {
  const found = (from: string, line: string) => importsOf(from, line).map(violation)[0];
  t.regex(
    found('harness/phone/steps/x.ts', "import { Pool } from '../../pool/index.js';") ?? '',
    /imports harness\/pool/,
  );
  t.regex(found('harness/phone/x.ts', "const x = await import('../servers/context.js');") ?? '', /servers/);
  t.regex(found('harness/servers/dns/x.ts', "import { y } from '../dhcp/index.js';") ?? '', /another server/);
  t.regex(found('harness/wire/sip/x.ts', "export { y } from '../../tls/index.js';") ?? '', /imports harness\/tls/);
  t.regex(
    found('harness/pool/x.ts', "import { host } from '../deployment/index.js';") ?? '',
    /imports harness\/deployment/,
  );
  t.is(found('harness/pool/x.ts', "import type { Host } from '../deployment/index.js';"), undefined);
  t.is(found('harness/pool/x.ts', "import { type Host } from '../deployment/index.js';"), undefined);
  t.is(found('harness/wire/x.ts', "import { HarnessError } from '../foundation/errors/index.js';"), undefined);
});
