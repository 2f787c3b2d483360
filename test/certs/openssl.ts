import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';

/** The openssl program, an optional peer: nobody here wrote it. Files live in a folder of their own, removed after. */
export interface OpenSsl {
  /** Writes a file and gives its path. */
  file(name: string, content: Buffer | string): string;
  /** Runs a command that must succeed; standard output. */
  run(...args: string[]): string;
  /** Runs a command that must succeed; standard output and standard error together. */
  report(...args: string[]): string;
  /** Runs a command; true when it succeeds. */
  succeeds(...args: string[]): boolean;
}

/** Asked once a test file. */
let installed: boolean | undefined;

/** Calls `use` when openssl is there; otherwise logs that the check was skipped, and passes. */
export async function withOpenSsl(t: ExecutionContext, use: (openssl: OpenSsl) => void | Promise<void>): Promise<void> {
  installed ??= spawnSync('openssl', ['version']).status === 0;
  if (!installed) {
    t.log('skipped: openssl is not installed');
    t.pass();
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-openssl-'));
  try {
    await use({
      file(name, content) {
        const path = join(folder, name);
        writeFileSync(path, content, { mode: 0o600 });
        return path;
      },
      run: (...args) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }).toString(),
      report(...args) {
        const { status, stderr, stdout } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
        if (status !== 0) throw new Error(stderr);
        return stdout + stderr;
      },
      succeeds: (...args) => spawnSync('openssl', args, { cwd: folder, stdio: 'ignore' }).status === 0,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
