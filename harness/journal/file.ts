import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { HarnessError } from '../foundation/errors/index.js';
import { TurnLines } from '../foundation/turn-lines.js';
import type { JournalEvent } from './events/index.js';
import type { Journal } from './journal.js';

/** A saved journal larger than this is refused: 256 MiB, about a million events. */
export const MAX_JOURNAL_BYTES = 256 * 1024 * 1024;

/** Write every event, past and future, as a line of JSON. The events of one turn are on disk before the next turn. */
export function writeJournal(journal: Journal, file: string): { close(): void } {
  const handle = open(file);
  const lines = new TurnLines((text) => writeSync(handle, text));
  const write = (event: JournalEvent) => lines.add(`${JSON.stringify(event)}\n`);
  for (const event of journal.events) write(event);
  const unsubscribe = journal.subscribe(write);
  let closed = false;
  return {
    close: () => {
      if (closed) return;
      closed = true;
      unsubscribe();
      lines.flush();
      closeSync(handle);
    },
  };
}

/** The events of a saved journal. A line cut off by a crash ends the reading without losing what came before. */
export function readJournal(file: string): JournalEvent[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new HarnessError('FILE_UNREADABLE', { file, detail: (error as Error).message }, { cause: error });
  }
  const events: JournalEvent[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    try {
      events.push(JSON.parse(line) as JournalEvent);
    } catch {
      break;
    }
  }
  return events;
}

/** A keeper of unparsable bodies below `directory`, mode 0600. */
export function captureInto(directory: string): (label: string, body: Buffer) => string {
  let count = 0;
  return (label, body) => {
    const name = `${String(++count).padStart(4, '0')}-${label.replace(/[^a-z0-9.-]+/gi, '_').slice(0, 60)}.bin`;
    const handle = open(join(directory, name));
    writeSync(handle, body);
    closeSync(handle);
    return name;
  };
}

/** Takes away what `captureInto` kept in this directory; a body that is gone already stays gone. */
export function discardFrom(directory: string): (name: string) => void {
  return (name) => rmSync(join(directory, basename(name)), { force: true });
}

function open(file: string): number {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return openSync(file, 'w', 0o600);
  } catch (error) {
    throw new HarnessError('FILE_UNWRITABLE', { file, detail: (error as Error).message }, { cause: error });
  }
}
