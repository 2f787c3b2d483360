import type { KeyKind } from './chain-description.js';
import { generateKey, type KeyPair } from './key-pair.js';
import { fillInBackground, KeyStock, stockFolder } from './stock/index.js';

const usual: KeyKind = 'rsa-2048';

/** One stock for each folder the environment names; tests name their own. */
const stocks = new Map<string, KeyStock>();

function openStock(): { folder: string; stock: KeyStock } | undefined {
  const folder = stockFolder(process.env);
  if (folder === undefined) return undefined;
  const stock = stocks.get(folder) ?? new KeyStock(folder);
  stocks.set(folder, stock);
  return stock.usable ? { folder, stock } : undefined;
}

/** A key for a certification authority: never used before, so that no two runs' authorities can be taken for one another. */
export async function authorityKey(kind: KeyKind = usual): Promise<KeyPair> {
  const open = openStock();
  const taken = open?.stock.take(kind);
  // Only the usual kind is worth keeping: the others are rare, quick to make, or both.
  if (open !== undefined && kind === usual) fillInBackground(open.folder, kind);
  return taken ?? (await generateKey(kind));
}

/** Different server keys kept; more would only cost time, as no check compares them. */
const LEAF_KEYS = 4;

const leafKeys = new Map<string, Promise<KeyPair>>();
let drawn = 0;

/** A server's key: one of a few, used again in turn and in later runs. */
export function leafKey(kind: KeyKind = usual): Promise<KeyPair> {
  const index = drawn++ % LEAF_KEYS;
  const known = leafKeys.get(`${kind}-${index}`);
  if (known !== undefined) return known;
  const key = storedKey(kind, index);
  leafKeys.set(`${kind}-${index}`, key);
  return key;
}

async function storedKey(kind: KeyKind, index: number): Promise<KeyPair> {
  const stock = openStock()?.stock;
  const stored = stock?.shared(kind, index);
  if (stored !== undefined) return stored;
  const made = await generateKey(kind);
  stock?.put(kind, made, index);
  return made;
}
