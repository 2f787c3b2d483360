import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = '/usr/share/ca-certificates/mozilla';

/** The public roots this Linux distribution carries, each in a PEM file of its own; none where it has no such folder. */
export function publicRootFiles(): { readonly name: string; readonly data: Buffer }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => ({ name, data: readFileSync(join(folder, name)) }));
}
