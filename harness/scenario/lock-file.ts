import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { HarnessError } from '../foundation/errors/index.js';

/** A recovery takes no longer; a guard that is older was left by a process that died in it. */
const RECOVERY_LIMIT_MS = 10_000;
/** Tries to get the lock before somebody else is said to have it: each lost race is one. */
const TRIES = 5;

/** Who holds a lock: a process by its number and, where the system tells it, by the moment it began. */
interface Holder {
  readonly pid: number;
  readonly began: string;
  /** Two locks of one process differ. */
  readonly id: string;
}

/** A lock held; `release` is safe to call twice. */
export interface HeldLock {
  release(): void;
}

/**
 * Takes a lock file that one process holds at a time. One whose process is gone, killed or with the machine, is taken
 * over; on Linux a number that went to another process since does not count. `place`: what is locked, for the error.
 * @throws HarnessError STATE_IN_USE, FILE_UNWRITABLE
 */
export function takeLock(file: string, place: string): HeldLock {
  const mine: Holder = { pid: process.pid, began: beganAt(process.pid) ?? '', id: randomUUID() };
  for (let attempt = 0; attempt < TRIES; attempt++) {
    if (create(file, JSON.stringify(mine))) return held(file, mine);
    const holder = holderOf(file);
    if (holder && isAlive(holder)) throw new HarnessError('STATE_IN_USE', { place, pid: holder.pid });
    removeStale(file);
  }
  throw new HarnessError('STATE_IN_USE', { place, pid: holderOf(file)?.pid ?? 'unknown' });
}

function held(file: string, mine: Holder): HeldLock {
  let released = false;
  return {
    release: () => {
      if (!released && holderOf(file)?.id === mine.id) rmSync(file, { force: true });
      released = true;
    },
  };
}

/** False where it is there already. */
function create(file: string, content: string): boolean {
  try {
    const descriptor = openSync(file, 'wx', 0o600);
    try {
      writeSync(descriptor, content);
    } finally {
      closeSync(descriptor);
    }
    return true;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    throw new HarnessError('FILE_UNWRITABLE', { file, detail: message }, { cause: error });
  }
}

/** Undefined for a file that is gone, or that nobody could have finished writing. */
function holderOf(file: string): Holder | undefined {
  try {
    const { began, id, pid } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder>;
    return Number.isSafeInteger(pid) && Number(pid) > 0
      ? { pid: Number(pid), began: `${began}`, id: `${id}` }
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * One process at a time looks again and removes: otherwise the slower of two could remove the lock that the faster one
 * has taken meanwhile. A lock without content may just be being written, and is left alone until it is old.
 */
function removeStale(file: string): void {
  const guard = `${file}.recovery`;
  if (!create(guard, String(process.pid))) {
    if (age(guard) > RECOVERY_LIMIT_MS) rmSync(guard, { force: true });
    return;
  }
  try {
    const holder = holderOf(file);
    if (holder ? !isAlive(holder) : age(file) > RECOVERY_LIMIT_MS) rmSync(file, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}

/** Milliseconds by the computer's own clock, which wrote the date of the file; a file that is gone has none. */
function age(file: string): number {
  try {
    return Date.now() - statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}

function isAlive({ began, pid }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process is alive, too.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return began === '' || (beganAt(pid) ?? began) === began;
}

/** When a process began, in the words of Linux: boot and clock ticks since. */
function beganAt(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Behind the name, which may hold anything: state is field 3, the start field 22 (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${fields[19]}`;
  } catch {
    return undefined;
  }
}
