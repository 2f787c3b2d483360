import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pem } from '../../../../certs/authorities/assemble.js';

export interface OpenSslQuestion {
  /** DER, leaf first. */
  readonly presented: readonly Buffer[];
  readonly root: Buffer;
  readonly at: Date;
  readonly name: string;
}

/** What `openssl verify` says: nothing when it is content, otherwise its errors without the names. */
export interface OpenSslAnswer {
  readonly ok: boolean;
  readonly errors: readonly string[];
}

/** Asks the openssl program about many chains, a few shells in parallel. */
export async function opensslVerify(questions: readonly OpenSslQuestion[]): Promise<OpenSslAnswer[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-verify-'));
  try {
    const lines = questions.map((question, index) => command(folder, question, index));
    const shells = availableParallelism();
    await Promise.all(
      Array.from({ length: shells }, (_, shell) => run(lines.filter((_line, index) => index % shells === shell))),
    );
    return questions.map((_, index) => {
      const output = readFileSync(join(folder, `${index}.out`), 'utf8');
      const errors = [...output.matchAll(/^error \d+ at \d+ depth lookup: (.*)$/gm)].map((match) => match[1] ?? '');
      return { ok: /: OK$/m.test(output), errors };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function command(folder: string, { at, name, presented, root }: OpenSslQuestion, index: number): string {
  const file = (kind: string, certificates: readonly Buffer[]) => {
    const path = join(folder, `${index}.${kind}.pem`);
    writeFileSync(path, certificates.map(pem).join(''));
    return path;
  };
  const [leaf, ...others] = presented;
  if (leaf === undefined) throw new Error('no leaf');
  const untrusted = others.length === 0 ? '' : `-untrusted ${file('untrusted', others)}`;
  const seconds = Math.floor(at.getTime() / 1000);
  return [
    `openssl verify -attime ${seconds} -purpose sslserver -verify_hostname ${name}`,
    `-no-CApath -no-CAstore -CAfile ${file('root', [root])} ${untrusted} ${file('leaf', [leaf])}`,
    `>${join(folder, `${index}.out`)} 2>&1`,
  ].join(' ');
}

async function run(lines: readonly string[]): Promise<void> {
  const shell = spawn('sh', { stdio: ['pipe', 'ignore', 'ignore'] });
  const ended = once(shell, 'close');
  shell.stdin.end(`${lines.join('\n')}\nexit 0\n`);
  await ended;
}
