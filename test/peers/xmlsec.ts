import { type ExecFileException, execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';

export interface Ran {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** A program run to its end with its arguments as they are. */
export function run(program: string, args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(program, args, { encoding: 'utf8' }, (error: ExecFileException | null, output, errors) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, output, errors });
    });
  });
}

/** Writes files into a directory of the test's own; gives their paths. */
export function files(t: ExecutionContext): (name: string, content: string | Buffer) => string {
  const directory = mkdtempSync(join(tmpdir(), 'mock-lync-xmlsec-'));
  t.teardown(() => rmSync(directory, { recursive: true }));
  return (name, content) => {
    const path = join(directory, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
}

/** xmlsec1 knows ids by element: it reads no schema. */
export const idAttributes = [
  ...['--id-attr:AssertionID', 'Assertion'],
  ...['--id-attr:Id', 'Timestamp'],
  ...['--id-attr:Id', 'To'],
  ...['--id-attr:Id', 'BinarySecurityToken'],
];

export const pem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der
    .toString('base64')
    .match(/.{1,64}/g)
    ?.join('\n')}\n-----END CERTIFICATE-----\n`;
