import { randomBytes } from 'node:crypto';
import { HarnessError } from '../../foundation/errors/index.js';
import { AUTODISCOVER_ACCEPT, type AutodiscoverAnswer, readAutodiscover } from '../../wire/lync-autodiscover/index.js';
import type { StepContext } from '../context.js';
import { isHttps } from '../network/http/is-https.js';
import type { WebAnswer } from '../network/http/web-client.js';
import { TICKET_ENTROPY_BYTES } from '../web/ask-for-ticket.js';
import { obtainTicket } from '../web/obtain-ticket.js';
import { unusable } from './unusable.js';

const WHAT = 'the question where the user signs in';

/** An answer, and the URL that gave it. */
export interface AutodiscoverPage {
  readonly url: string;
  readonly answer: AutodiscoverAnswer;
}

/**
 * GET of a resource of autodiscover; where it wants a web ticket, once more with one (observed of another client).
 * Which form phones accept is unknown: this one asks for XML, and reads JSON too.
 * @throws HarnessError PHONE_HTTP_REFUSED, PHONE_AUTODISCOVER_UNUSABLE, WIRE_INVALID, WIRE_TOO_LARGE, and those of
 * `WebClient.send` and `obtainTicket`
 */
export async function askAutodiscover(context: StepContext, url: string): Promise<AutodiscoverPage> {
  const bare = await get(context, url);
  const [issuer] = bare.status === 401 ? bare.header('x-ms-webticketurl') : [];
  const given = issuer === undefined ? bare : await withTicket(context, bare.url, issuer);
  if (given.status !== 200) {
    throw new HarnessError('PHONE_HTTP_REFUSED', { url: given.url, what: WHAT, status: given.status, detail: '' });
  }
  return { url: given.url, answer: readAutodiscover(given.header('content-type')[0], given.body) };
}

/** Neither the credentials nor the ticket go over plain http: `secure` lets nothing through to a server not trusted. */
async function withTicket(context: StepContext, url: string, issuer: string): Promise<WebAnswer> {
  if (!isHttps(url)) throw unusable(url, 'it wants a web ticket over plain http');
  if (!isHttps(issuer)) throw unusable(url, `its web tickets are at ${issuer.slice(0, 200)}, which is not https`);
  context.record('phone.autodiscover', { url, state: 'ticket-wanted', to: issuer });
  const entropy = randomBytes(TICKET_ENTROPY_BYTES);
  const { ticket } = await obtainTicket(context, { issuer, audience: url, entropy, httpsOnly: true });
  const opaque = Buffer.from(ticket.assertionXml).toString('base64');
  return await get(context, url, { 'X-MS-WebTicket': `opaque=${opaque}` }, true);
}

async function get(
  { web }: StepContext,
  url: string,
  headers: Readonly<Record<string, string>> = {},
  confidential = false,
): Promise<WebAnswer> {
  return await web.send({
    ...{ method: 'GET', url, what: WHAT, headers: { Accept: AUTODISCOVER_ACCEPT, ...headers } },
    ...(confidential && { confidential }),
  });
}
