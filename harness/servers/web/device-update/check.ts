import { notSecureAnswer, unknownRequest, xmlAnswer } from '../answers.js';
import { isSecure } from '../connection.js';
import type { WebExchange, WebHandler } from '../exchange.js';
import { authenticateWindows } from '../windows-authentication.js';
import { readUpdateCheck } from './read-check.js';

/** POST to the internal URL: anybody may ask, over http and https alike (TechNet, how the device update process works). */
export const checkForUpdate: WebHandler = (exchange) => answerCheck(exchange);

/**
 * POST to the external URL: the first answer refuses the anonymous phone, which comes again over https with NTLM
 * (TechNet, Device Update service).
 */
export const checkForUpdateOutside: WebHandler = (exchange) => {
  const secure = isSecure(exchange.connection);
  if (!secure && exchange.request.headers.authorization !== undefined) return notSecureAnswer();
  const outcome = authenticateWindows(exchange);
  return 'answer' in outcome ? outcome.answer : answerCheck(exchange);
};

/** There is never an update: an image may only go to a phone whose operator asked for it. The shape is reconstructed. */
function answerCheck(exchange: WebExchange) {
  exchange.record('device-update.check', readUpdateCheck(exchange.request));
  exchange.record('device-update.answer', { downloads: 0 });
  const answer = xmlAnswer('<?xml version="1.0" encoding="utf-8"?>\r\n<Response><Downloads>0</Downloads></Response>');
  return exchange.request.document ? answer : unknownRequest(exchange, answer);
}
