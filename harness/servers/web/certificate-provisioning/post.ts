import { isRootChainRequest } from '../../../wire/soap/index.js';
import { faultAnswer, notSoap, unknownRequest } from '../answers.js';
import type { WebHandler } from '../exchange.js';
import { reshaped } from '../templates/answer.js';
import { chainValues } from './chain-values.js';
import { getAndPublishCert } from './get-and-publish-cert.js';
import { rootChain } from './root-chain.js';

/**
 * POST at or below the service. What decides is the operation, not the path: below which path a real phone posts, and
 * what it calls the chain request, is not known.
 */
export const postCertificateProvisioning: WebHandler = (exchange) => {
  const operation = exchange.request.envelope?.operation;
  if (!operation) return notSoap(exchange);
  if (operation.localName === 'GetAndPublishCert') return getAndPublishCert(exchange, operation);
  if (isRootChainRequest(operation)) {
    const answer = rootChain(exchange, operation);
    return reshaped(exchange, answer, () => chainValues(answer));
  }
  return unknownRequest(exchange, faultAnswer('unknown-operation'));
};
