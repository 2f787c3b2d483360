import { parentPort } from 'node:worker_threads';
import type { KeyKind } from '../../../certs/authorities/chain-description.js';
import { type KeySource, sharedKeys } from '../../../certs/authorities/index.js';
import type { KeyPair } from '../../../certs/authorities/key-pair.js';
import type { RunOptions } from './options.js';
import type { FromThread, ThreadData, ToThread } from './threads.js';
import { runVariant } from './variant.js';

/** The thread `openWorkers` opens: runs the variants it is sent, several at once. */
const port = parentPort;
if (port === null) throw new Error('this file is the beginning of a thread');

const tell = (message: FromThread) => port.postMessage(message);
const asked = new Map<number, (pair: KeyPair) => void>();
const counts = new Map<KeyKind, number>();

/** Asks for the next key of the kind; sharedKeys remembers those that came. */
function next(of: KeyKind): Promise<KeyPair> {
  const index = counts.get(of) ?? 0;
  counts.set(of, index + 1);
  return new Promise((resolve) => {
    const request = asked.size;
    asked.set(request, resolve);
    tell({ kind: 'key', request, of, index });
  });
}

const source: KeySource = { authority: next, leaf: next };
const keys = sharedKeys(source);
let options: RunOptions | undefined;

function optionsFrom({ logsKeys, ...given }: ThreadData): RunOptions {
  return { ...given, keys, keyLog: logsKeys ? (line: string) => tell({ kind: 'key-log', line }) : undefined };
}

port.on('message', (message: ToThread) => {
  if (message.kind === 'begin') options = optionsFrom(message.data);
  else if (message.kind === 'key') asked.get(message.request)?.(message.pair);
  else if (options) {
    const { job, scenario, variant } = message;
    void runVariant(scenario, variant, options).then((record) => tell({ kind: 'done', job, record }));
  }
});
