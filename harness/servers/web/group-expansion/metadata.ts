import { groupExpansionPath, host, webTicketUrl } from '../../../deployment/index.js';
import { writeGroupExpansionMetadata } from '../../../wire/soap/index.js';
import { notFound, xmlAnswer } from '../answers.js';
import type { WebHandler } from '../exchange.js';

/** GET `…svc/mex` and `…svc?wsdl`: the port for whoever bears a ticket, and who issues those. */
export const groupExpansionMetadata: WebHandler = ({ context: { deployment } }) =>
  xmlAnswer(
    writeGroupExpansionMetadata({
      baseUrl: `https://${host(deployment, 'web').fqdn}${groupExpansionPath}`,
      webTicketUrl: webTicketUrl(deployment),
    }),
  );

export const getGroupExpansion: WebHandler = (exchange) =>
  /^(single)?wsdl\b/i.test(exchange.request.query) ? groupExpansionMetadata(exchange) : notFound(exchange);
