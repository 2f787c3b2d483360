import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Measured } from '../benchmark.js';
import type { BenchUser } from './bench-phone.js';
import type { MeasuredPort, ServerWish } from './measured-servers.js';

/** The core that servers are measured on. */
const CORE = '0';

/**
 * A server of that kind in a process of its own, on one core: the collector's and the compiler's threads too, which
 * otherwise move it about. Where there is no `taskset` the system places it.
 */
export class ServerProcess {
  readonly port: number;
  readonly users: readonly BenchUser[];
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, { port, users }: MeasuredPort) {
    this.#child = child;
    this.port = port;
    this.users = users;
  }

  static async start(wish: ServerWish): Promise<ServerProcess> {
    const child = fork(fileURLToPath(new URL('child.js', import.meta.url)), [], {
      serialization: 'advanced',
      execArgv: ['--expose-gc', ...(process.env.BENCH_EXEC_ARGV?.split(' ') ?? [])],
    });
    spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', CORE, String(child.pid)], { stdio: 'ignore' });
    child.send(wish);
    const [opened] = (await once(child, 'message')) as [MeasuredPort];
    return new ServerProcess(child, opened);
  }

  /** Operations done by `work`, and the milliseconds of CPU the server needed for them. */
  async measure(work: () => Promise<number>): Promise<Measured> {
    const before = await this.#asked<number>('cpu');
    const operations = await work();
    return { operations, milliseconds: (await this.#asked<number>('cpu')) - before };
  }

  /** After a collection. */
  memory(): Promise<NodeJS.MemoryUsage> {
    return this.#asked('memory');
  }

  async close(): Promise<void> {
    if (!this.#child.connected) return;
    this.#child.disconnect();
    await once(this.#child, 'exit');
  }

  async #asked<T>(question: 'cpu' | 'memory'): Promise<T> {
    this.#child.send(question);
    const [answer] = (await once(this.#child, 'message')) as [T];
    return answer;
  }
}
