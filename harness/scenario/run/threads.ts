import { Worker } from 'node:worker_threads';
import type { KeyKind } from '../../../certs/authorities/chain-description.js';
import type { KeySource } from '../../../certs/authorities/index.js';
import type { KeyPair } from '../../../certs/authorities/key-pair.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { VariantRecord } from '../../reports/record.js';
import type { Scenario, Variant } from '../scenario.js';
import type { RunOptions } from './options.js';

/** Where variants are run: a thread, or this one. */
export interface RunThread {
  run(what: { readonly scenario: Scenario; readonly variant: Variant }): Promise<VariantRecord>;
}

/** What a thread is told; how to run comes first. */
export type ToThread =
  | { readonly kind: 'begin'; readonly data: ThreadData }
  | { readonly kind: 'run'; readonly job: number; readonly scenario: Scenario; readonly variant: Variant }
  | { readonly kind: 'key'; readonly request: number; readonly pair: KeyPair };

/** What a thread tells. */
export type FromThread =
  | { readonly kind: 'done'; readonly job: number; readonly record: VariantRecord }
  | { readonly kind: 'key'; readonly request: number; readonly of: KeyKind; readonly index: number }
  | { readonly kind: 'key-log'; readonly line: string };

/** How a thread runs its variants. */
export interface ThreadData extends Pick<RunOptions, 'seed' | 'ports' | 'jobs' | 'output' | 'certificate'> {
  readonly logsKeys: boolean;
}

/** Variants under way keep much alive for a second: with less room most of it would be copied before it is garbage. */
const YOUNG_GENERATION_MB = 192;

/** Threads that load what running takes, which lasts as long as reading the scenarios does: both at once, then. */
export function openWorkers(count: number): Worker[] {
  const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB };
  return Array.from({ length: count }, () => new Worker(new URL('./thread.js', import.meta.url), { resourceLimits }));
}

/**
 * Threads that run variants as this one would. Keys are made in one place for all: making them is most of what a thread
 * of its own would cost.
 */
export function startThreads(workers: readonly Worker[], options: RunOptions): RunThread[] {
  const keys = keysByIndex(options.keys?.());
  return workers.map((worker) => startThread(worker, options, keys));
}

type KeysByIndex = (kind: KeyKind, index: number) => Promise<KeyPair>;

/** The n-th key of a kind, the same for whoever asks. */
function keysByIndex(source: KeySource | undefined): KeysByIndex {
  const made = new Map<KeyKind, Promise<KeyPair>[]>();
  return (kind, index) => {
    const all = made.get(kind) ?? [];
    made.set(kind, all);
    while (all.length <= index && source) all.push(source.authority(kind));
    return all[index] ?? Promise.reject(new HarnessError('INTERNAL', { detail: 'a thread has no source of keys' }));
  };
}

function startThread(worker: Worker, options: RunOptions, keys: KeysByIndex): RunThread {
  const { seed, ports, jobs, output, certificate, keyLog } = options;
  const waiting = new Map<number, { resolve(record: VariantRecord): void; reject(error: unknown): void }>();
  let jobsGiven = 0;
  let failure: unknown;
  const say = (message: ToThread) => worker.postMessage(message);
  const fail = (error: unknown) => {
    failure ??= error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('message', (message: FromThread) => {
    switch (message.kind) {
      case 'done':
        waiting.get(message.job)?.resolve(message.record);
        waiting.delete(message.job);
        return;
      case 'key':
        keys(message.of, message.index).then((pair) => say({ kind: 'key', request: message.request, pair }), fail);
        return;
      case 'key-log':
        keyLog?.(message.line);
    }
  });
  worker.on('error', fail);
  worker.on('exit', () => fail(new HarnessError('INTERNAL', { detail: 'a thread ended before its work did' })));
  say({ kind: 'begin', data: { seed, ports, jobs, output, certificate, logsKeys: keyLog !== undefined } });
  return {
    run: ({ scenario, variant }) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) return reject(failure);
        const job = jobsGiven++;
        waiting.set(job, { resolve, reject });
        say({ kind: 'run', job, scenario, variant });
      }),
  };
}
