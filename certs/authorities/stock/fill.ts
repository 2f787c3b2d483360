import { Worker } from 'node:worker_threads';
import type { KeyKind } from '../chain-description.js';
import { generateKey } from '../key-pair.js';
import type { KeyStock } from './key-stock.js';

/** Authority keys kept ready of the usual kind: four deployments with two-tier authorities. */
export const STOCK_TARGET = 8;

/** Generates that many keys in parallel, on the threads Node keeps for such work, and stores them. */
export async function fillStock(stock: KeyStock, kind: KeyKind, count: number): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, async () => {
      stock.put(kind, await generateKey(kind));
    }),
  );
}

const filling = new Set<string>();

/**
 * Brings the stock up to its target on a thread that does not keep the process alive: a command that ends sooner
 * leaves the rest to the next one.
 */
export function fillInBackground(folder: string, kind: KeyKind): void {
  const task = `${kind} ${folder}`;
  if (filling.has(task)) return;
  filling.add(task);
  const worker = new Worker(new URL('./fill-worker.js', import.meta.url), { workerData: { folder, kind } });
  worker.unref();
  worker.once('error', () => filling.delete(task));
  worker.once('exit', () => filling.delete(task));
}
