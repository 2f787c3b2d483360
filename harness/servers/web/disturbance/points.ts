import { certificateProvisioningPath, updateStores, webTicketPath } from '../../../deployment/index.js';
import type { FaultPoint, FaultPoints, WebFault } from '../../../faults/index.js';
import { isRootChainRequest } from '../../../wire/soap/index.js';
import { isSecure } from '../connection.js';
import type { WebExchange, WebRequest } from '../exchange.js';

/** Where a fault of an answer may stand. */
export type WebPoint = { [P in FaultPoint]: FaultPoints[P] extends WebFault ? P : never }[FaultPoint];

const certificates = certificateProvisioningPath.toLowerCase();
const tickets = webTicketPath.toLowerCase();

const updateFiles = Object.values(updateStores)
  .flatMap(({ external, internal }) => [internal, external])
  .map((store) => `${store.toLowerCase()}/`);

/** The points an answer stands at, by what was asked and over what; the narrowest first. */
export function pointsOf({ connection, request }: Pick<WebExchange, 'connection' | 'request'>): readonly WebPoint[] {
  const narrow = narrowPoints(request);
  if (isSecure(connection)) return [...narrow, 'web.any'];
  if (narrow[0] === 'web.root-chain') return ['web-http.root-chain', 'web-http.any'];
  if (narrow[0] === 'web.autodiscover') return ['web-http.autodiscover', 'web-http.any'];
  if (narrow[0] === 'web.update-file') return ['web-http.update-file', 'web-http.any'];
  if (narrow[0] === 'web.update') return ['web-http.update', 'web-http.any'];
  return ['web-http.any'];
}

function narrowPoints(request: WebRequest): readonly WebPoint[] {
  // As the routes: without regard to case or to a slash at the end.
  const path = request.path.toLowerCase().replace(/\/$/, '');
  if (path === certificates || path.startsWith(`${certificates}/`)) return certificatePoints(request, path);
  if (path === tickets || path.startsWith(`${tickets}/`)) return ticketPoints(request, path);
  if (isUpdateFile(path)) return ['web.update-file'];
  if (path.startsWith('/requesthandler/') || path.startsWith('/requesthandlerext/')) return ['web.update'];
  if (path === '/autodiscover/autodiscover.xml' || path.startsWith('/ews/')) return ['web.exchange'];
  if (path.startsWith('/autodiscover/') || (path === '' && isLyncDiscover(request))) return ['web.autodiscover'];
  return [];
}

function isUpdateFile(path: string): boolean {
  return updateFiles.some((store) => path.startsWith(store));
}

function certificatePoints(request: WebRequest, path: string): readonly WebPoint[] {
  if (request.method !== 'POST') {
    return asksForMetadata(request, path, certificates) ? ['web.certprov-metadata'] : ['web.root-chain'];
  }
  const operation = request.envelope?.operation;
  if (operation?.localName === 'GetAndPublishCert') return ['web.certificate'];
  return operation && isRootChainRequest(operation) ? ['web.root-chain'] : [];
}

function ticketPoints(request: WebRequest, path: string): readonly WebPoint[] {
  if (request.method !== 'POST') return asksForMetadata(request, path, tickets) ? ['web.ticket-metadata'] : [];
  const method = methods.get(path.slice(tickets.length));
  return method === undefined ? ['web.ticket'] : [method, 'web.ticket'];
}

/** Ports of the Web Ticket Service, as its routes have them. */
const methods: ReadonlyMap<string, WebPoint> = new Map([
  ['', 'web.ticket-ntlm'],
  ['/windows', 'web.ticket-ntlm'],
  ['/ntlm', 'web.ticket-ntlm'],
  ['/negotiate', 'web.ticket-ntlm'],
  ['/pin', 'web.ticket-pin'],
  ['/cert', 'web.ticket-cert'],
]);

function asksForMetadata({ query }: WebRequest, path: string, service: string): boolean {
  return path === `${service}/mex` || /^(single)?wsdl\b/i.test(query);
}

function isLyncDiscover({ headers }: WebRequest): boolean {
  return /^lyncdiscover(internal)?\./i.test(headers.host ?? '');
}
