import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { ExecutionContext } from 'ava';

/** A program that has not ended after this long hangs; killed, its test fails with what it wrote. */
const GIVE_UP_MS = 30_000;

/** So much of its output, the last of it, is in the error; GnuTLS prints whole certificates. */
const TOLD = 3000;

/** A program with a terminal's worth of interaction: wait for what it writes, write, wait for its end. */
export class PeerProcess {
  /** Both outputs, as they came; bytes, one a character. */
  output = '';
  /** Each alone: what a program reports of its work may come in the middle of what it passes on. */
  readonly #outputs = ['', ''];
  readonly exited: Promise<number>;
  readonly #child: ChildProcessWithoutNullStreams;
  #ended = false;
  #changed: () => void = () => {};

  constructor(
    t: ExecutionContext,
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    giveUpMs = GIVE_UP_MS,
  ) {
    this.#child = spawn(command, args, { env: { ...process.env, ...env }, timeout: giveUpMs, killSignal: 'SIGKILL' });
    for (const [index, stream] of [this.#child.stdout, this.#child.stderr].entries()) {
      stream.setEncoding('latin1').on('data', (text: string) => {
        this.output += text;
        this.#outputs[index] += text;
        this.#changed();
      });
    }
    // A program that refuses a certificate reads no input any more.
    this.#child.stdin.on('error', () => {});
    this.exited = new Promise((resolve) => {
      // 127 is what a shell says of a program that cannot be started.
      this.#child.once('error', () => resolve(127));
      this.#child.once('close', (code) => resolve(code ?? -1));
    });
    void this.exited.then(() => {
      this.#ended = true;
      this.#changed();
    });
    t.teardown(() => this.stop());
  }

  /** `pattern` in its output, either alone or both together; an error when it ends without. */
  async saw(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      for (const output of [this.output, ...this.#outputs]) {
        const found = pattern.exec(output);
        if (found) return found;
      }
      if (this.#ended) throw new Error(`ended without ${pattern}:\n${this.output.slice(-TOLD)}`);
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
    }
  }

  write(text: string | Buffer): void {
    this.#child.stdin.write(text);
  }

  /** End of its input, then its exit code. */
  async finish(): Promise<number> {
    this.#child.stdin.end();
    return await this.exited;
  }

  /** An interrupt, as Ctrl-C gives. */
  async stop(): Promise<number> {
    if (!this.#ended) this.#child.kill('SIGINT');
    return await this.exited;
  }
}
