import type { ServerContext } from '../../context.js';
import { deviceUpdateSettings } from './service.js';

type Context = Pick<ServerContext, 'clock' | 'deployment' | 'journal' | 'pool'>;

/** Takes away the logs that are so many days old, with what was kept of them, and tells. */
export function clearOldLogs(
  { clock, journal, pool }: Pick<Context, 'clock' | 'journal' | 'pool'>,
  days: number,
): number {
  const old = pool.updates.logs.clear(clock.elapsed(), days);
  for (const { capture } of old) if (capture !== undefined) journal.discard(capture);
  if (old.length === 0) return 0;
  const bytes = old.reduce((sum, log) => sum + log.bytes, 0);
  journal.recorder('web').record('device-update.logs-cleared', { logs: old.length, bytes, olderThanDays: days });
  return old.length;
}

/** Bytes left in the file store, for a deployment that says how large it is. */
export function roomForLogs(context: Pick<Context, 'deployment' | 'pool'>): number {
  const { storeBytes = Number.POSITIVE_INFINITY } = deviceUpdateSettings(context).logs;
  return Math.max(0, storeBytes - context.pool.updates.logs.bytes);
}
