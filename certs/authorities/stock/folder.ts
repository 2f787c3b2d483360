import { mkdirSync, type Stats, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Set to `off`: every key is made anew and none is kept. */
export const STOCK_SWITCH = 'MOCK_LYNC_KEY_STOCK';

/** Where the keys of this user lie, or undefined when the stock is off. `XDG_CACHE_HOME` counts when absolute. */
export function stockFolder(env: NodeJS.ProcessEnv): string | undefined {
  if (env[STOCK_SWITCH] === 'off') return undefined;
  const given = env.XDG_CACHE_HOME;
  const cache = given !== undefined && isAbsolute(given) ? given : join(homedir(), '.cache');
  return join(cache, 'mock-lync', 'keys');
}

/** Makes the folder and says whether it is safe to use: a directory of this user's that nobody else may enter. */
export function openFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const status = statSync(folder);
    return status.isDirectory() && isPrivate(status);
  } catch {
    // No stock is no fault: keys are then made when wanted.
    return false;
  }
}

/** Belongs to this user, and no other has any right to it. Windows has neither notion: its profile folders are private. */
export function isPrivate(status: Stats): boolean {
  const user = process.getuid?.();
  return user === undefined || (status.uid === user && (status.mode & 0o077) === 0);
}
