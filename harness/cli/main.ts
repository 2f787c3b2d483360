#!/usr/bin/env node
import { createInterface } from 'node:readline';
import { program } from './program.js';

const interrupt = new AbortController();
let asked = 0;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The first asks for an orderly end; a second one means it.
    if (++asked > 1) process.exit(1);
    interrupt.abort();
  });
}

// A reader that went away (`mock-lync list | head -1`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 3));

process.exitCode = await program(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  ...(process.stdin.isTTY && { input: typedLines }),
  interrupt: interrupt.signal,
});

/** Without line editing of its own: Ctrl-C stays a signal. */
function typedLines(typed: (line: string) => void): { end(): void } {
  const lines = createInterface({ input: process.stdin, terminal: false });
  lines.on('line', (line) => typed(line.trim()));
  return { end: () => lines.close() };
}
