import { defaultAutodiscoverSettings, host } from '../../../deployment/index.js';
import { notFound } from '../answers.js';
import { isSecure } from '../connection.js';
import type { WebAnswer, WebExchange, WebHandler } from '../exchange.js';
import { accessLocation } from './access-location.js';
import { type AutodiscoverLink, formatFor, writeDocument } from './answer-document.js';
import { rootUrl, webFqdn } from './links.js';
import { sipUriIn } from './sip-uri.js';

/** GET of the Root (MS-OCDISCWS 3.1.5.2): over http one Redirect, over https the links, or one Redirect. */
export const autodiscoverRoot: WebHandler = (exchange) => answer(exchange);

/** GET `/`: the Root for who came to an autodiscover name or says whose sign-in it is. */
export const autodiscoverEntry: WebHandler = (exchange) => {
  const named = /^lyncdiscover(internal)?\./i.test(exchange.request.headers.host ?? '');
  return named || sipUriIn(exchange.request.query) !== undefined ? answer(exchange) : notFound(exchange);
};

/** Another pool's web services share these servers here: who asks by their name is theirs. */
function redirectOf({ context: { deployment }, request }: WebExchange): string | undefined {
  const { redirectBack, redirectTo } = deployment.autodiscover ?? defaultAutodiscoverSettings;
  if (redirectTo === undefined) return undefined;
  const [name] = (request.headers.host ?? '').toLowerCase().split(':');
  if (name !== redirectTo) return rootUrl(redirectTo);
  return redirectBack ? rootUrl(host(deployment, 'web').fqdn) : undefined;
}

function answer(exchange: WebExchange): WebAnswer {
  const { context, request } = exchange;
  const location = accessLocation(exchange);
  const format = formatFor(request.headers.accept);
  const user = sipUriIn(request.query);
  const root = rootUrl(webFqdn(context.deployment, location));
  const query = user === undefined ? '' : `?sipuri=${encodeURIComponent(user)}`;
  const redirect = isSecure(exchange.connection) ? redirectOf(exchange) : root;
  const links: AutodiscoverLink[] =
    redirect === undefined
      ? [
          { token: 'Domain', href: `${root}/domain` },
          { token: 'User', href: `${root}/user` },
          { token: 'Self', href: root },
          { token: 'OAuth', href: `${root}/oauth/user` },
        ]
      : [{ token: 'Redirect', href: `${redirect}${query}` }];
  exchange.record('autodiscover.answer', {
    ...{ resource: 'root', location, format },
    ...(redirect !== undefined && { redirect }),
    ...(user !== undefined && { user: exchange.secrets.text(user) }),
  });
  return writeDocument({ location, resource: 'Root', access: [], links }, format);
}
