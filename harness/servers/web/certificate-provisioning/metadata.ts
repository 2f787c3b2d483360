import { type Deployment, webTicketUrl } from '../../../deployment/index.js';
import {
  isMetadataRequest,
  writeCertificateProvisioningMetadata,
  writeMetadataAnswer,
} from '../../../wire/soap/index.js';
import { notSoap, pageAnswer, xmlAnswer } from '../answers.js';
import type { WebAnswer, WebHandler } from '../exchange.js';
import { serviceUrl } from './ports.js';

/** GET `…svc/mex`, `…svc?wsdl` and `…svc?singleWsdl`: where certificates are issued, and who issues the tickets for that. */
export const certificateProvisioningMetadata: WebHandler = ({ context: { deployment } }) =>
  deployment.certificateProvisioning.metadata ? xmlAnswer(wsdl(deployment)) : switchedOff;

/** POST to `…svc/mex`: the same by WS-MetadataExchange. */
export const exchangeMetadata: WebHandler = (exchange) => {
  const { document } = exchange.request;
  const { deployment } = exchange.context;
  if (!deployment.certificateProvisioning.metadata) return switchedOff;
  if (!document || !isMetadataRequest(document)) return notSoap(exchange);
  return { status: 200, ...writeMetadataAnswer(document, wsdl(deployment)) };
};

function wsdl(deployment: Deployment): string {
  return writeCertificateProvisioningMetadata({
    baseUrl: serviceUrl(deployment),
    webTicketUrl: webTicketUrl(deployment),
  });
}

const switchedOff: WebAnswer = pageAnswer(404, 'Metadata publishing for this service is currently disabled.');
