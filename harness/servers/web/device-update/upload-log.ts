import { MAX_KEPT_LOGS } from '../../../deployment/index.js';
import type { EventDetails } from '../../../journal/index.js';
import { pageAnswer, unknownRequest } from '../answers.js';
import type { WebHandler } from '../exchange.js';
import { clearOldLogs, roomForLogs } from './log-store.js';
import { deviceUpdateSettings } from './service.js';

/** Longest name told. */
const MAX_NAME = 128;

/**
 * POST or PUT below the request handler: devices leave logs there (TechNet, components). The format is not published, so
 * that anything is taken; the limit of one file is MaxLogFileSize.
 */
export const uploadLog: WebHandler = (exchange) => {
  const { context, request } = exchange;
  const { logs } = context.pool.updates;
  const bytes = request.body.length;
  const name = exchange.secrets.text(request.path.split('/').at(-1) ?? '').slice(0, MAX_NAME);
  const refuse = (refused: NonNullable<EventDetails['device-update.log']['refused']>) =>
    exchange.record('device-update.log', { name, bytes, refused });
  const { logs: settings, maxLogBytes } = deviceUpdateSettings(context);
  if (bytes > maxLogBytes) {
    refuse('too-large');
    return pageAnswer(413, `The log is larger than ${maxLogBytes} bytes.`);
  }
  clearOldLogs(context, settings.cleanUpDays);
  if (logs.bytes + bytes > settings.quotaBytes || logs.count >= MAX_KEPT_LOGS) {
    refuse('quota');
    return pageAnswer(507, `Logs may take ${settings.quotaBytes} bytes, in ${MAX_KEPT_LOGS} files; no more are kept.`);
  }
  const at = context.clock.elapsed();
  const room = roomForLogs(context);
  if (bytes > room) {
    // What was written before the store was full stays there.
    logs.keep({ at, bytes: room });
    refuse('store-full');
    return pageAnswer(507, 'The file store is full.');
  }
  const capture = bytes === 0 ? undefined : exchange.capture();
  const kept = { bytes, ...(capture !== undefined && { capture }) };
  logs.keep({ at, ...kept });
  exchange.record('device-update.log', { name, ...kept });
  return unknownRequest(exchange, { status: 200 });
};
