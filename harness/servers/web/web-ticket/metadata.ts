import { type Deployment, webTicketSettings, webTicketUrl } from '../../../deployment/index.js';
import { type WebTicketPort, writeWebTicketMetadata } from '../../../wire/soap/index.js';
import { notFound, xmlAnswer } from '../answers.js';
import type { WebHandler } from '../exchange.js';

/** Each port with the switch that opens it. WsFedBearer is none: a client that finds it turns to Microsoft's cloud (observed). */
const ports: readonly (readonly [WebTicketPort, (deployment: Deployment) => boolean])[] = [
  ['WebTicketServiceWinNegotiate', ({ webServices }) => webServices.windowsAuthentication],
  ['WebTicketServiceWinNtlm', ({ webServices }) => webServices.windowsAuthentication],
  ['WebTicketServiceCert', (deployment) => webTicketSettings(deployment).certificateAuthentication],
  ['WebTicketServicePin', ({ webServices }) => webServices.pinAuthentication],
  ['WebTicketServiceAuth', (deployment) => webTicketSettings(deployment).usernameAuthentication],
  ['WebTicketServiceAnon', (deployment) => webTicketSettings(deployment).anonymousAuthentication],
];

/** Nobody publishes these two unless they are in use, whatever the scenario says of the others. */
const neverWhenOff: readonly WebTicketPort[] = ['WebTicketServiceAuth', 'WebTicketServiceAnon'];

export function publishedTicketPorts(deployment: Deployment): readonly WebTicketPort[] {
  const all = webTicketSettings(deployment).publish === 'all';
  return ports
    .filter(([port, isOn]) => isOn(deployment) || (all && !neverWhenOff.includes(port)))
    .map(([port]) => port);
}

/** GET `…svc/mex` and `…svc?wsdl`. */
export const webTicketMetadata: WebHandler = ({ context: { deployment }, record }) => {
  const published = publishedTicketPorts(deployment);
  record('web-ticket.metadata', { ports: published });
  return xmlAnswer(writeWebTicketMetadata({ baseUrl: webTicketUrl(deployment), ports: published }));
};

export const getWebTicket: WebHandler = (exchange) =>
  /^(single)?wsdl\b/i.test(exchange.request.query) ? webTicketMetadata(exchange) : notFound(exchange);
