import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import test from 'ava';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));
/** npm and the compiler are slow on a busy machine. */
const LIMIT_MS = 240_000;

/** The packed package where npm puts it, beside links to what it declares to run on, and nothing else. */
async function install(tarball: string, project: string): Promise<void> {
  const place = join(project, 'node_modules/mock-lync');
  mkdirSync(place, { recursive: true });
  await run('tar', ['-xzf', tarball, '-C', place, '--strip-components=1']);
  const { dependencies } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  for (const name of Object.keys(dependencies)) {
    const link = join(project, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link);
  }
}

test('a project that has the packed package alone, types and all, tests its phones with node:test', async (t) => {
  t.timeout(LIMIT_MS);
  const project = mkdtempSync(join(tmpdir(), 'mock-lync-example-'));
  t.teardown(() => rmSync(project, { recursive: true, force: true }));
  cpSync(join(root, 'test/example-project'), project, { recursive: true });
  await run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', project], { cwd: root });
  const tarball = readdirSync(project).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) return t.fail('npm packed nothing');
  await install(join(project, tarball), project);

  // Types as the package has them: the compiler and Node's own types are this project's tools.
  const types = join(root, 'node_modules/@types');
  const compiler = [join(root, 'node_modules/typescript/bin/tsc'), '-p', '.', '--typeRoots', types];
  await run(process.execPath, compiler, { cwd: project }).catch((error: { stdout: string }) => t.fail(error.stdout));

  const env = { ...process.env, MOCK_LYNC_KEY_STOCK: 'off' };
  const { stdout } = await run(process.execPath, ['--test', '--test-reporter=tap'], { cwd: project, env }).catch(
    (error: { stdout: string }) => error,
  );
  t.regex(stdout, /^# pass 7$/m, stdout);
  t.regex(stdout, /^# fail 0$/m);
});

test('the example imports nothing of the house but its front door', (t) => {
  const text = readFileSync(join(root, 'test/example-project/sign-in.test.ts'), 'utf8');
  const from = [...text.matchAll(/from '([^']+)'/g)].map(([, name]) => name);
  t.deepEqual([...new Set(from)].toSorted(), ['mock-lync', 'node:assert/strict', 'node:test']);
});
