import { notSecureAnswer, pageAnswer, unknownRequest } from '../answers.js';
import { isSecure } from '../connection.js';
import type { WebExchange, WebHandler } from '../exchange.js';
import { reshaped } from '../templates/answer.js';
import { authenticateWindows } from '../windows-authentication.js';
import { updateAnswer, updateValues } from './answer-document.js';
import { chooseUpdate } from './choose.js';
import { clearOldLogs, roomForLogs } from './log-store.js';
import { readUpdateCheck } from './read-check.js';
import { deviceUpdateSettings } from './service.js';

/** POST to the internal URL: anybody may ask, over http and https alike (TechNet, how the device update process works). */
export const checkForUpdate: WebHandler = (exchange) => answerCheck(exchange);

/**
 * POST to the external URL: the first answer refuses the anonymous phone, which comes again over https with NTLM
 * (TechNet, Device Update service). OCS 2007 asked nobody.
 */
export const checkForUpdateOutside: WebHandler = (exchange) => {
  if (deviceUpdateSettings(exchange.context).externalAnonymous) return answerCheck(exchange, true);
  const secure = isSecure(exchange.connection);
  const { authorization } = exchange.request.headers;
  if (!secure && authorization !== undefined) {
    exchange.record('device-update.refused', { reason: 'not-https' });
    return notSecureAnswer();
  }
  const outcome = authenticateWindows(exchange);
  if (!('answer' in outcome)) return answerCheck(exchange, true);
  if (outcome.refusal) exchange.record('device-update.refused', { reason: 'wrong-credentials' });
  else if (authorization === undefined) exchange.record('device-update.refused', { reason: 'anonymous-outside' });
  return outcome.answer;
};

/** In the form that is reconstructed, or in a template's. */
function answerCheck(exchange: WebExchange, outside = false) {
  const { context } = exchange;
  clearOldLogs(context, deviceUpdateSettings(context).logs.cleanUpDays);
  if (roomForLogs(context) === 0) {
    exchange.record('device-update.refused', { reason: 'store-full' });
    return pageAnswer(500, 'The file store is full.');
  }
  const check = readUpdateCheck(exchange.request);
  exchange.record('device-update.check', { ...check, ...(outside && { outside }) });
  const { offered, told } = chooseUpdate(exchange, check);
  exchange.record('device-update.answer', told);
  exchange.record('device-update.audit', {
    address: exchange.connection.address ?? null,
    deviceType: check.deviceType ?? null,
    mac: check.mac ?? null,
    serial: check.serial ?? null,
    vendor: check.vendor ?? null,
    model: check.model ?? null,
    revision: check.revision ?? null,
    locale: check.locale ?? null,
    requestModules: check.modules ?? [],
    responseModules: offered ? [offered.module] : [],
    userId: check.userId ?? null,
  });
  const answer = updateAnswer(offered);
  return exchange.request.document
    ? reshaped(exchange, answer, () => updateValues(offered))
    : unknownRequest(exchange, answer);
}
