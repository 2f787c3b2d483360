import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { ExecutionContext, TestFn } from 'ava';

/** Where administrators' programs live that a plain user's PATH often leaves out. */
const systemDirectories = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The path of an installed program, `undefined` when it is missing. */
export function program(name: string): string | undefined {
  const directories = [...(process.env.PATH ?? '').split(delimiter), ...systemDirectories];
  return directories
    .filter((directory) => directory !== '')
    .map((directory) => join(directory, name))
    .find(isExecutable);
}

/**
 * A test that needs programs nobody here wrote. Where one is missing the test says so and passes; in CI (`CI` set) it fails,
 * because there every program has to be installed. `paths` holds the path of each program, by name.
 */
export function peerTest(
  test: TestFn,
  programs: readonly string[],
  title: string,
  body: (t: ExecutionContext, paths: Readonly<Record<string, string>>) => void | Promise<void>,
): void {
  test(title, async (t) => {
    const found = programs.map((name) => [name, program(name)] as const);
    const missing = found.filter(([, path]) => path === undefined).map(([name]) => name);
    if (missing.length > 0) {
      const reason = `not run: ${missing.join(', ')} not installed`;
      if (process.env.CI) return t.fail(reason);
      t.log(reason);
      return t.pass();
    }
    await body(t, Object.fromEntries(found.map(([name, path]) => [name, path ?? ''])));
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
