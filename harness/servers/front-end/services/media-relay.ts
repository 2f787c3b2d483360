import { randomBytes } from 'node:crypto';
import { HarnessError } from '../../../foundation/errors/index.js';
import { attribute, child, escapeAttribute, escapeText, find, parseXml, text } from '../../../wire/xml/index.js';
import type { ServiceContent } from './service-content.js';

const NAMESPACE = 'http://schemas.microsoft.com/2006/09/sip/mrasp';
/** Minutes of credentials nobody can use for a call here. */
const LONGEST_MINUTES = 480;

/**
 * Credentials of the media relay (MRAS). There is no relay behind them: without an Edge host the answer says that it is
 * not supported, so that a phone gives up at once. Form: observed of pidgin-sipe and OfficeSIP.
 */
export const mediaRelay: ServiceContent = {
  type: 'application/msrtc-media-relay-auth+xml',
  serve: ({ request, user }, core) => {
    const root = parseXml(request.body);
    if (root.localName !== 'request') {
      const detail = `the root is <${root.localName}>, not <request>`;
      throw new HarnessError('WIRE_INVALID', { what: 'The media relay request', place: 'its root', detail });
    }
    const edge = core.context.deployment.hosts.get('edge');
    const asked = find(root, 'credentialsRequest');
    const reason = edge === undefined ? 'Not Supported' : asked === undefined ? 'Request Malformed' : 'OK';
    const credentials =
      edge === undefined || asked === undefined
        ? ''
        : credentialsResponse(attribute(asked, 'credentialsRequestID') ?? '', edge.fqdn, {
            location: text(child(asked, 'location') ?? root).trim() === 'internet' ? 'internet' : 'intranet',
            minutes: minutesOf(text(child(asked, 'duration') ?? root)),
          });
    const to = attribute(root, 'to') ?? request.uri;
    const head =
      `<response xmlns="${NAMESPACE}" requestID="${escapeAttribute(attribute(root, 'requestID') ?? '')}" version="1.0" ` +
      `serverVersion="1.0" to="${escapeAttribute(to)}" from="sip:${escapeAttribute(user)}" reasonPhrase="${reason}"`;
    const body = credentials === '' ? `${head}/>` : `${head}>${credentials}</response>`;
    return { status: 200, reason: 'OK', body: { type: mediaRelay.type, text: body } };
  },
};

function credentialsResponse(
  id: string,
  hostName: string,
  { location, minutes }: { readonly location: string; readonly minutes: number },
): string {
  const username = randomBytes(24).toString('base64');
  const password = randomBytes(20).toString('base64');
  return (
    `<credentialsResponse credentialsRequestID="${escapeAttribute(id)}"><credentials><username>${username}</username>` +
    `<password>${password}</password><duration>${minutes}</duration></credentials><mediaRelayList><mediaRelay>` +
    `<location>${location}</location><hostName>${escapeText(hostName)}</hostName><udpPort>3478</udpPort>` +
    '<tcpPort>443</tcpPort></mediaRelay></mediaRelayList></credentialsResponse>'
  );
}

function minutesOf(given: string): number {
  const minutes = /^\s*\d{1,5}\s*$/.test(given) ? Number(given) : LONGEST_MINUTES;
  return Math.min(LONGEST_MINUTES, Math.max(1, minutes));
}
