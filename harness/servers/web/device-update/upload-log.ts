import { pageAnswer, unknownRequest } from '../answers.js';
import type { WebHandler } from '../exchange.js';
import { deviceUpdateSettings } from './service.js';

/** Bytes of logs kept in one run: a phone leaves some hundred KiB when asked to. */
export const MAX_KEPT_LOG_BYTES = 64 * 1024 * 1024;
/** Longest name told. */
const MAX_NAME = 128;

/**
 * POST or PUT below the request handler: devices leave logs there (TechNet, components). The format is not published, so
 * that anything is taken; the limit of one file is MaxLogFileSize.
 */
export const uploadLog: WebHandler = (exchange) => {
  const { context, request } = exchange;
  const { updates } = context.pool;
  const bytes = request.body.length;
  const name = exchange.secrets.text(request.path.split('/').at(-1) ?? '').slice(0, MAX_NAME);
  const { maxLogBytes } = deviceUpdateSettings(context);
  if (bytes > maxLogBytes) {
    exchange.record('device-update.log', { name, bytes, refused: 'too-large' });
    return pageAnswer(413, `The log is larger than ${maxLogBytes} bytes.`);
  }
  if (updates.keptLogBytes + bytes > MAX_KEPT_LOG_BYTES) {
    exchange.record('device-update.log', { name, bytes, refused: 'store-full' });
    return pageAnswer(507, `The logs of this run are ${MAX_KEPT_LOG_BYTES} bytes already; no more are kept.`);
  }
  updates.keptLogBytes += bytes;
  const capture = bytes === 0 ? undefined : exchange.capture();
  exchange.record('device-update.log', { name, bytes, ...(capture !== undefined && { capture }) });
  return unknownRequest(exchange, { status: 200 });
};
