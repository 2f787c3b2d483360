import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ReadyLine } from '../../harness/cli/serve/ready.js';

export const mainFile = fileURLToPath(new URL('../../harness/cli/main.js', import.meta.url));

/** Longest wait for a ready line, within the time a test may be silent: two seconds, or many more on a busy machine. */
const READY_LIMIT_MS = 100_000;

/** A `mock-lync serve --json` in a process of its own. */
export interface ServedProcess {
  readonly ready: ReadyLine;
  readonly process: ChildProcess;
  /** Ctrl-C, then the exit code and the JSON lines after the ready line. */
  stop(): Promise<{ code: number | null; lines: unknown[]; stderr: string }>;
}

/** Arguments that put a command into a network namespace or elsewhere come first: `['ip', 'netns', 'exec', 'lab']`. */
export function mockLync(args: readonly string[], prefix: readonly string[] = []): ChildProcess {
  const [command = process.execPath, ...rest] = [...prefix, process.execPath, mainFile, ...args];
  return spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Serve, and wait until every port listens. */
export async function serve(args: readonly string[], prefix: readonly string[] = []): Promise<ServedProcess> {
  const child = mockLync(['serve', ...args, '--json'], prefix);
  let stderr = '';
  child.stderr?.on('data', (part) => (stderr += part));
  const lines: unknown[] = [];
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const first = new Promise<ReadyLine>((resolve, reject) => {
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`no ready line: ${stderr}`));
    }, READY_LIMIT_MS);
    const reader = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    reader.on('line', (line) => {
      const value = JSON.parse(line) as ReadyLine;
      if (value.event === 'ready') {
        clearTimeout(limit);
        resolve(value);
      } else lines.push(value);
    });
    void exited.then((code) => {
      clearTimeout(limit);
      reject(new Error(`serve ended with ${code}: ${stderr}${JSON.stringify(lines)}`));
    });
  });
  const ready = await first;
  return {
    ready,
    process: child,
    stop: async () => {
      child.kill('SIGINT');
      return { code: await exited, lines, stderr };
    },
  };
}

/** The exit code and output of one run to its end. */
export async function finished(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const written = { stdout: '', stderr: '' };
  child.stdout?.on('data', (part) => (written.stdout += part));
  child.stderr?.on('data', (part) => (written.stderr += part));
  const code = await new Promise<number | null>((resolve) => child.once('close', (status) => resolve(status)));
  return { code, ...written };
}
