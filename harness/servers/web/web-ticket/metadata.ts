import { webTicketUrl } from '../../../deployment/index.js';
import { writeWebTicketMetadata } from '../../../wire/soap/index.js';
import { notFound, xmlAnswer } from '../answers.js';
import type { WebHandler } from '../exchange.js';

/**
 * GET `…svc/mex` and `…svc?wsdl`. Both ports are published even where their method is switched off, so that a client
 * gets to hear why. WsFedBearer must not be: a client that finds it turns to Microsoft's cloud (observed).
 */
export const webTicketMetadata: WebHandler = ({ context: { deployment } }) =>
  xmlAnswer(
    writeWebTicketMetadata({
      baseUrl: webTicketUrl(deployment),
      ports: ['WebTicketServiceWinNegotiate', 'WebTicketServicePin'],
    }),
  );

export const getWebTicket: WebHandler = (exchange) =>
  /^(single)?wsdl\b/i.test(exchange.request.query) ? webTicketMetadata(exchange) : notFound(exchange);
