import { workerData } from 'node:worker_threads';
import type { KeyKind } from '../chain-description.js';
import { fillStock, STOCK_TARGET } from './fill.js';
import { KeyStock } from './key-stock.js';

/** The thread `fillInBackground` starts. */
const { folder, kind } = workerData as { folder: string; kind: KeyKind };
const stock = new KeyStock(folder);
if (stock.usable) {
  while (stock.count(kind) < STOCK_TARGET) await fillStock(stock, kind, 1);
}
