import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { type ErrorEntry, errorTable, HarnessError } from '../../harness/foundation/errors/index.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

function sourceText(): string {
  return ['harness', 'certs']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !file.includes('foundation/errors/'))
        .map((file) => readFileSync(join(root, folder, file), 'utf8')),
    )
    .join('\n');
}

test('every row of the error table is a sentence, an action and an exit code', (t) => {
  for (const [code, row] of Object.entries<ErrorEntry>(errorTable)) {
    t.regex(code, /^[A-Z][A-Z0-9_]+$/);
    t.regex(row.sentence, /^[A-Z{"].*[.}]$/s, code);
    t.regex(row.action, /^[A-Z{"].*[.}]$/s, code);
    t.true([1, 2, 3, 4].includes(row.exit), code);
  }
});

test('every code of the table is used, and every code used is in the table', (t) => {
  const text = sourceText();
  const unused = Object.keys(errorTable).filter((code) => !new RegExp(`['"]${code}['"]`).test(text));
  t.deepEqual(unused, []);
  const thrown = [...text.matchAll(/new HarnessError\(\s*'([A-Z0-9_]+)'/g)].map((match) => match[1] ?? '');
  t.true(thrown.length > 20);
  t.deepEqual(
    thrown.filter((code) => !Object.hasOwn(errorTable, code)),
    [],
  );
});

test('an error fills its sentence and its action', (t) => {
  const error = new HarnessError('PORT_TAKEN', { protocol: 'UDP', port: 53, address: '127.0.0.1', service: 'dns' });
  t.is(error.message, 'UDP port 53 on 127.0.0.1 (dns) is already taken.');
  t.regex(error.action, /--ports dns=PORT/);
  t.is(error.exit, 3);
});
