import { EWS_MESSAGES, writeEwsFault, writeEwsResponse } from '../../../wire/exchange/index.js';
import { unknownRequest, xmlAnswer } from '../answers.js';
import type { WebAnswer, WebHandler } from '../exchange.js';
import { findItem } from './find-item.js';
import { getFolder } from './get-folder.js';
import { getUserAvailability } from './get-user-availability.js';
import { getUserOofSettings } from './get-user-oof-settings.js';
import type { EwsOperation } from './operation.js';
import { resolveNames } from './resolve-names.js';
import { signedOnUser } from './signed-on-user.js';

/** By the element in the body. What a phone asks beside these is unknown, and recorded. */
const operations: ReadonlyMap<string, EwsOperation> = new Map([
  ['FindItem', findItem],
  ['GetFolder', getFolder],
  ['GetUserAvailabilityRequest', getUserAvailability],
  ['GetUserOofSettingsRequest', getUserOofSettings],
  ['ResolveNames', resolveNames],
]);

/** POST of `/EWS/Exchange.asmx`. */
export const exchangeWebService: WebHandler = (exchange) => {
  const signedOn = signedOnUser(exchange);
  if ('answer' in signedOn) return signedOn.answer;
  const { user } = signedOn;
  const operation = exchange.request.envelope?.operation;
  const name = operation?.localName ?? '';
  const run = operation?.namespace === EWS_MESSAGES ? operations.get(name) : undefined;
  const told = { user: user.name, operation: exchange.secrets.text(name) };
  if (!operation || !run) {
    const code = operation ? 'ErrorInvalidRequest' : 'ErrorSchemaValidation';
    exchange.record('exchange.request', { ...told, code });
    return unknownRequest(exchange, faultAnswer(code));
  }
  const { deployment, clock } = exchange.context;
  const { code, xml } = run({ operation, user, deployment, now: clock.now() });
  exchange.record('exchange.request', { ...told, code });
  return xmlAnswer(writeEwsResponse(xml));
};

function faultAnswer(code: 'ErrorInvalidRequest' | 'ErrorSchemaValidation'): WebAnswer {
  const sentence = code === 'ErrorInvalidRequest' ? 'The request is invalid.' : 'The request failed schema validation.';
  return { ...xmlAnswer(writeEwsFault(code, sentence)), status: 500 };
}
