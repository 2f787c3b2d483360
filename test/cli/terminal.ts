import { program } from '../../harness/cli/program.js';

/** Run a command line in this process and keep what it wrote. */
export async function commandLine(...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const written = { stdout: '', stderr: '' };
  const code = await program(argv, {
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
    env: {},
    interrupt: new AbortController().signal,
  });
  return { code, ...written };
}
