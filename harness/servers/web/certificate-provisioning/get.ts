import type { WebHandler } from '../exchange.js';
import { reshaped } from '../templates/answer.js';
import { certificateProvisioningMetadata } from './metadata.js';
import { downloadRootChain } from './root-chain.js';

/** GET of the service itself: its description when asked for, the certificate chain otherwise (the latter inferred). */
export const getCertificateProvisioning: WebHandler = (exchange) =>
  /^(single)?wsdl\b/i.test(exchange.request.query)
    ? certificateProvisioningMetadata(exchange)
    : reshaped(exchange, downloadRootChain(exchange));
