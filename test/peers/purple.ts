import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Compiled files are in dist/test/peers; the source stays where it was written. */
const source = fileURLToPath(new URL('../../../test/peers/nullclient.c', import.meta.url));

/** Why the client cannot be built or cannot run here, or undefined. */
export async function purpleMissing(): Promise<string | undefined> {
  try {
    const { stdout } = await run('pkg-config', ['--variable=plugindir', 'purple']);
    // Debian's pidgin-sipe is where plugins were before there were folders by architecture.
    const folders = [stdout.trim(), '/usr/lib/purple-2'];
    return folders.some((folder) => existsSync(join(folder, 'libsipe.so'))) ? undefined : 'pidgin-sipe not installed';
  } catch {
    return 'libpurple-dev or pkg-config not installed';
  }
}

let building: Promise<string> | undefined;

/** The client without a screen, built from its source; one build serves until the source changes. */
export function nullclient(gcc: string): Promise<string> {
  building ??= build(gcc);
  return building;
}

async function build(gcc: string): Promise<string> {
  const digest = createHash('sha256').update(readFileSync(source)).digest('hex').slice(0, 16);
  const built = join(tmpdir(), `mock-lync-nullclient-${digest}`);
  if (existsSync(built)) return built;
  const { stdout } = await run('pkg-config', ['--cflags', '--libs', 'purple', 'glib-2.0']);
  const mine = `${built}.${process.pid}`;
  await run(gcc, ['-O1', '-Wall', '-rdynamic', '-o', mine, source, ...stdout.trim().split(/\s+/), '-ldl']);
  // Two test runs may build at once; whoever is last puts the same program there.
  renameSync(mine, built);
  return built;
}
