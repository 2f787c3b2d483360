import { closeSync, constants, fchmodSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { HarnessError } from '../../foundation/errors/index.js';
import type { Terminal } from '../command.js';

/** For help texts of the commands that take it. */
export const KEY_LOG_HELP = '  --key-log FILE             append the keys of every TLS connection, for Wireshark';

/** A file in NSS key log format that Wireshark reads (`tls.keylog_file`). */
export interface KeyLog {
  /** One line, without its end. */
  readonly line: (line: string) => void;
  close(): void;
}

/** Enough of a file to see whether it is a key log: its first lines. */
const LOOKED_AT = 4096;
/** A comment, or a label with the client random and a secret in hex (NSS key log format). */
const KEY_LOG_LINE = /^(#.*|[A-Z][A-Z0-9_]* [0-9a-fA-F]+ [0-9a-fA-F]+|)\r?$/;

/**
 * Opens the file of `--key-log` to append to, readable by its owner alone, and warns of what it is. Whatever else the
 * file may hold is not touched. Undefined without the option.
 * @throws HarnessError FILE_UNWRITABLE
 */
export function openKeyLog(file: string | undefined, terminal: Terminal): KeyLog | undefined {
  if (file === undefined) return undefined;
  const descriptor = open(file);
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw unwritable(file, 'it is no ordinary file');
    if (!isKeyLog(descriptor)) throw unwritable(file, 'it exists and is no TLS key log');
    fchmodSync(descriptor, 0o600);
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
  terminal.stderr.write(
    `mock-lync: ${file} gets the keys of every TLS connection; whoever has it can read what was captured of them.\n`,
  );
  let closed = false;
  return {
    line: (line) => {
      if (!closed) writeSync(descriptor, `${line}\n`);
    },
    close: () => {
      if (!closed) closeSync(descriptor);
      closed = true;
    },
  };
}

/** Runs `work` with the key log of `--key-log`, and closes it however the work ends. Errors: FILE_UNWRITABLE. */
export async function withKeyLog<T>(
  file: string | undefined,
  terminal: Terminal,
  work: (keyLog: KeyLog['line'] | undefined) => Promise<T>,
): Promise<T> {
  const log = openKeyLog(file, terminal);
  try {
    return await work(log?.line);
  } finally {
    log?.close();
  }
}

function open(file: string): number {
  try {
    // Nonblocking: a pipe without a reader must not hold the command up before it is turned away.
    const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK;
    return openSync(file, flags, 0o600);
  } catch (cause) {
    throw unwritable(file, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function isKeyLog(descriptor: number): boolean {
  const start = Buffer.alloc(LOOKED_AT);
  const length = readSync(descriptor, start, 0, LOOKED_AT, 0);
  const lines = start.subarray(0, length).toString('latin1').split('\n');
  // The last line looked at may be cut short.
  if (length === LOOKED_AT) lines.pop();
  return lines.length > 0 && lines.every((line) => KEY_LOG_LINE.test(line));
}

function unwritable(file: string, detail: string, cause?: unknown): HarnessError {
  return new HarnessError('FILE_UNWRITABLE', { file, detail }, { cause });
}
