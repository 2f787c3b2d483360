import { type Deployment, type Host, host, type User, userOfAddress, webTicketUrl } from '../../../deployment/index.js';
import { notSecureAnswer, pageAnswer } from '../answers.js';
import { bearerChallenge, checkBearer } from '../check-bearer.js';
import { isSecure } from '../connection.js';
import type { WebAnswer, WebExchange, WebHandler } from '../exchange.js';
import { accessLocation } from './access-location.js';
import { formatFor, writeDocument } from './answer-document.js';
import { rootUrl, serviceLinks, sipAccess, userUrls, webFqdn } from './links.js';

/** GET of the User resource (MS-OCDISCWS 3.1.5.3), for the bearer of a web ticket: where this user signs in. */
export const autodiscoverUser: WebHandler = (exchange) => {
  if (!isSecure(exchange.connection)) return notSecureAnswer();
  const { deployment } = exchange.context;
  const ticket = checkBearer(exchange, userUrls(deployment));
  if (!ticket.ok) {
    exchange.record('autodiscover.refused', { resource: 'user', status: 401, problem: ticket.problem });
    return challenge(deployment);
  }
  const user = userOfAddress(deployment, ticket.user);
  const home = user && homeOf(deployment, user);
  if (!user || !home) {
    const told = ticket.user.replace(/^sip:/i, '');
    exchange.record('autodiscover.refused', { resource: 'user', status: 404, problem: 'home-unknown', user: told });
    return { status: 404 };
  }
  return answer(exchange, user, home);
};

/** Undefined for a user nobody knows the pool of. */
function homeOf(deployment: Deployment, user: User): Host | undefined {
  const unknown = !user.enabled || deployment.autodiscover?.homeUnknown.includes(user.sipAddress);
  return unknown ? undefined : deployment.hosts.get(user.home);
}

function answer(exchange: WebExchange, user: User, home: Host): WebAnswer {
  const { deployment } = exchange.context;
  const location = accessLocation(exchange);
  const format = formatFor(exchange.request.headers.accept);
  const self = `${rootUrl(webFqdn(deployment, location))}/user`;
  // Web services of another pool are on that pool (inferred); this deployment has only its own.
  const access = sipAccess(deployment, home.fqdn);
  const told = access.find(({ element }) => element === `SipClient${location}Access`);
  const redirect = home.name === 'front-end' ? undefined : rootUrl(home.fqdn);
  exchange.record('autodiscover.answer', {
    ...{ resource: 'user', location, format, user: user.sipAddress },
    ...(redirect === undefined ? told && { server: `${told.fqdn}:${told.port}` } : { redirect }),
  });
  const document =
    redirect === undefined
      ? {
          access,
          links: [...serviceLinks(deployment), { token: 'Self', href: self }],
        }
      : { access: [], links: [{ token: 'Redirect', href: redirect }] };
  return writeDocument({ location, resource: 'User', ...document }, format);
}

/** No NTLM beside it, or clients would take that way (observed); OAuth as the topic on UCWA prints it. */
function challenge(deployment: Deployment): WebAnswer {
  const oauth = `https://${host(deployment, 'web').fqdn}/WebTicket/oauthtoken`;
  return {
    ...pageAnswer(401, 'Access is denied.'),
    headers: {
      ...bearerChallenge(webTicketUrl(deployment)),
      'WWW-Authenticate': `MsRtcOAuth href=${oauth},grant_type="urn:microsoft.rtc:windows,urn:microsoft.rtc:anonmeeting,password"`,
    },
  };
}
