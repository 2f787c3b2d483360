import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import test, { type ExecutionContext } from 'ava';
import { generateKey, pkcs8Of } from '../../../certs/authorities/key-pair.js';
import { authorityKey, leafKey } from '../../../certs/authorities/keys.js';
import { fillStock, KeyStock, stockFolder } from '../../../certs/authorities/stock/index.js';

function folder(t: ExecutionContext): string {
  const made = mkdtempSync(join(tmpdir(), 'mock-lync-stock-'));
  t.teardown(() => rmSync(made, { recursive: true, force: true }));
  return join(made, 'keys');
}

test('the folder is the user’s cache, and a word turns it off', (t) => {
  t.is(stockFolder({ XDG_CACHE_HOME: '/home/alice/cache' }), '/home/alice/cache/mock-lync/keys');
  t.regex(stockFolder({}) ?? '', /\.cache[/\\]mock-lync[/\\]keys$/);
  t.regex(stockFolder({ XDG_CACHE_HOME: 'relative' }) ?? '', /\.cache[/\\]mock-lync[/\\]keys$/);
  t.is(stockFolder({ XDG_CACHE_HOME: '/home/alice/cache', MOCK_LYNC_KEY_STOCK: 'off' }), undefined);
});

test('an authority’s key is taken once and is gone; nothing is left of it', async (t) => {
  const path = folder(t);
  const stock = new KeyStock(path);
  await fillStock(stock, 'rsa-1024', 2);
  t.is(stock.count('rsa-1024'), 2);
  const [one, two, none] = [stock.take('rsa-1024'), stock.take('rsa-1024'), stock.take('rsa-1024')];
  t.truthy(one && two);
  t.false(one?.privateKey.equals(two?.privateKey ?? one.privateKey));
  t.is(none, undefined);
  t.deepEqual(readdirSync(path), []);
});

test('a server’s key stays, and is of the kind asked for', async (t) => {
  const stock = new KeyStock(folder(t));
  const made = await generateKey('ec-p256');
  stock.put('ec-p256', made, 0);
  t.true(stock.shared('ec-p256', 0)?.privateKey.equals(made.privateKey));
  t.true(stock.shared('ec-p256', 0)?.privateKey.equals(made.privateKey));
  t.is(stock.shared('ec-p256', 1), undefined);
  t.is(stock.shared('rsa-2048', 0), undefined);
  t.is(stock.take('ec-p256'), undefined, 'never an authority’s');
});

test('folder and files are for this user alone', async (t) => {
  const path = folder(t);
  const stock = new KeyStock(path);
  await fillStock(stock, 'ec-p256', 1);
  if (process.platform !== 'win32') {
    t.is(statSync(path).mode & 0o777, 0o700);
    t.is(statSync(join(path, readdirSync(path)[0] ?? '')).mode & 0o777, 0o600);
  }
  t.true(stock.usable);
});

test('a folder others may enter is not used', async (t) => {
  const path = folder(t);
  t.true(new KeyStock(path).usable);
  chmodSync(path, 0o755);
  const stock = new KeyStock(path);
  t.is(stock.usable, process.platform === 'win32');
  await fillStock(stock, 'ec-p256', 1);
  if (process.platform !== 'win32') t.deepEqual(readdirSync(path), []);
});

test('a key file others may read, or that is no key, counts as missing', async (t) => {
  const path = folder(t);
  const stock = new KeyStock(path);
  const good = pkcs8Of(await generateKey('ec-p256'));
  writeFileSync(join(path, 'shared-ec-p256-0'), good, { mode: 0o644 });
  writeFileSync(join(path, 'shared-ec-p256-1'), 'not a key', { mode: 0o600 });
  writeFileSync(join(path, 'authority-ec-p256-x'), 'not a key', { mode: 0o600 });
  if (process.platform !== 'win32') t.is(stock.shared('ec-p256', 0), undefined);
  t.is(stock.shared('ec-p256', 1), undefined);
  t.is(stock.take('ec-p256'), undefined);
});

test('a folder that cannot be made is no fault', async (t) => {
  const path = folder(t);
  writeFileSync(path, 'a file');
  const stock = new KeyStock(path);
  t.false(stock.usable);
  await fillStock(stock, 'ec-p256', 1);
  t.is(stock.take('ec-p256'), undefined);
  t.is(stock.shared('ec-p256', 0), undefined);
});

test('threads that take at the same time never get the same key', async (t) => {
  const path = folder(t);
  const stock = new KeyStock(path);
  await fillStock(stock, 'ec-p256', 24);
  const source = `
    const { workerData, parentPort } = require('node:worker_threads');
    import(workerData.module).then(({ KeyStock }) => {
      const stock = new KeyStock(workerData.path);
      const taken = [];
      for (let key = stock.take('ec-p256'); key; key = stock.take('ec-p256')) {
        taken.push(key.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('hex'));
      }
      parentPort.postMessage(taken);
    });`;
  const module = new URL('../../../certs/authorities/stock/index.js', import.meta.url).href;
  const all = await Promise.all(
    Array.from(
      { length: 3 },
      () =>
        new Promise<string[]>((resolve, reject) => {
          const worker = new Worker(source, { eval: true, workerData: { path, module } });
          worker.once('message', resolve);
          worker.once('error', reject);
        }),
    ),
  );
  t.is(all.flat().length, 24);
  t.is(new Set(all.flat()).size, 24);
  t.is(stock.count('ec-p256'), 0);
});

test.serial('minting draws on the stock: authorities use keys up, servers come again', async (t) => {
  const cache = mkdtempSync(join(tmpdir(), 'mock-lync-stock-'));
  t.teardown(() => rmSync(cache, { recursive: true, force: true }));
  // Tests run with the stock switched off; this one is about it.
  const { MOCK_LYNC_KEY_STOCK } = process.env;
  delete process.env.MOCK_LYNC_KEY_STOCK;
  process.env.XDG_CACHE_HOME = cache;
  const path = stockFolder(process.env) ?? '';
  const stock = new KeyStock(path);
  // Of a kind that is not filled up in the background.
  await fillStock(stock, 'ec-p384', 1);
  const waiting = stock.count('ec-p384');
  const taken = await authorityKey('ec-p384');
  t.deepEqual([waiting, stock.count('ec-p384')], [1, 0]);
  const again = await authorityKey('ec-p384');
  t.false(again.privateKey.equals(taken.privateKey), 'made anew when there is none');
  const server = await leafKey('ec-p256');
  t.true(stock.shared('ec-p256', 0)?.privateKey.equals(server.privateKey), 'kept for later runs');
  delete process.env.XDG_CACHE_HOME;
  if (MOCK_LYNC_KEY_STOCK !== undefined) process.env.MOCK_LYNC_KEY_STOCK = MOCK_LYNC_KEY_STOCK;
});
