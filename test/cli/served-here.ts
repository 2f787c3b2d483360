import type { ExecutionContext } from 'ava';
import { program } from '../../harness/cli/program.js';
import type { ReadyLine } from '../../harness/cli/serve/ready.js';
import { until } from './until.js';

/** `mock-lync serve --json` in this process: a process of its own loads everything once more. */
export interface ServedHere {
  readonly ready: ReadyLine;
  /** What it wrote by now. */
  lines(): { readonly event: string }[];
  stderr(): string;
  /** Ctrl-C, then the exit code. */
  stop(): Promise<number>;
}

export async function serveHere(t: ExecutionContext, args: readonly string[]): Promise<ServedHere> {
  const written = { stdout: '', stderr: '' };
  const interrupt = new AbortController();
  const ended = program(['serve', ...args, '--json'], {
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
    env: {},
    interrupt: interrupt.signal,
  });
  let code: number | undefined;
  void ended.then((value) => {
    code = value;
  });
  t.teardown(async () => {
    interrupt.abort();
    await ended;
  });
  const lines = () =>
    written.stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as { readonly event: string });
  await until(() => lines().length > 0 || code !== undefined);
  const [ready] = lines();
  if (ready?.event !== 'ready') throw new Error(written.stderr);
  return {
    // The first line is the ready line.
    ready: ready as unknown as ReadyLine,
    lines,
    stderr: () => written.stderr,
    stop: async () => {
      interrupt.abort();
      return await ended;
    },
  };
}
