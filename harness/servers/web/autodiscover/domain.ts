import { host } from '../../../deployment/index.js';
import { notSecureAnswer } from '../answers.js';
import { isSecure } from '../connection.js';
import type { WebHandler } from '../exchange.js';
import { accessLocation } from './access-location.js';
import { formatFor, writeDocument } from './answer-document.js';
import { rootUrl, serviceLinks, sipAccess, webFqdn } from './links.js';

/** GET of the Domain resource: what everybody of the domain may know, without a ticket (MS-OCDISCWS 3.1.5.4). */
export const autodiscoverDomain: WebHandler = (exchange) => {
  if (!isSecure(exchange.connection)) return notSecureAnswer();
  const { deployment } = exchange.context;
  const location = accessLocation(exchange);
  const format = formatFor(exchange.request.headers.accept);
  const self = `${rootUrl(webFqdn(deployment, location))}/domain`;
  exchange.record('autodiscover.answer', { resource: 'domain', location, format });
  return writeDocument(
    {
      ...{ location, resource: 'Domain' },
      access: sipAccess(deployment, host(deployment, 'front-end').fqdn),
      links: [...serviceLinks(deployment), { token: 'Self', href: self }],
    },
    format,
  );
};
