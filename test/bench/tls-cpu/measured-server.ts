import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Measured } from '../benchmark.js';
import type { PemIdentity, ServerKind } from './server-kinds.js';

/** A server of that kind in a process of its own. */
export class MeasuredServer {
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  static async start(kind: ServerKind, identity: PemIdentity): Promise<MeasuredServer> {
    const child = fork(fileURLToPath(new URL('child.js', import.meta.url)), [kind], {
      serialization: 'advanced',
      execArgv: process.env.BENCH_EXEC_ARGV?.split(' ') ?? [],
      // Keys made in the background for later would count as the handshakes' work.
      env: { ...process.env, MOCK_LYNC_KEY_STOCK: 'off' },
    });
    child.send(identity);
    const [port] = (await once(child, 'message')) as [number];
    return new MeasuredServer(child, port);
  }

  /** Operations done by `work`, and the milliseconds of CPU the server needed for them. */
  async measure(work: (port: number) => Promise<number>): Promise<Measured> {
    const before = await this.#cpu();
    const operations = await work(this.port);
    return { operations, milliseconds: (await this.#cpu()) - before };
  }

  async close(): Promise<void> {
    this.#child.disconnect();
    await once(this.#child, 'exit');
  }

  async #cpu(): Promise<number> {
    this.#child.send('cpu');
    const [milliseconds] = (await once(this.#child, 'message')) as [number];
    return milliseconds;
  }
}
