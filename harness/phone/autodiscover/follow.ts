import { HarnessError } from '../../foundation/errors/index.js';
import type { AutodiscoverAnswer, DiscoveredAccess } from '../../wire/lync-autodiscover/index.js';
import type { StepContext } from '../context.js';
import { isHttps } from '../network/http/is-https.js';
import { type AutodiscoverPage, askAutodiscover } from './ask.js';
import { unusable } from './unusable.js';

/**
 * Links followed from one entry to the server: http to https, to another pool and back to the user's own are five. What
 * real phones follow is unknown.
 */
export const MAX_FOLLOWED_LINKS = 8;

/** What one discovery knows already: URLs that led nowhere are not asked again. */
export interface Search {
  readonly context: StepContext;
  readonly deadEnds: Map<string, HarnessError>;
}

/**
 * From an entry by the links `Redirect` and `User` to the SIP server for where the phone is.
 * @throws HarnessError PHONE_AUTODISCOVER_LOOP, PHONE_AUTODISCOVER_UNUSABLE and those of `askAutodiscover`
 */
export async function follow(search: Search, entry: string): Promise<{ server: DiscoveredAccess; url: string }> {
  const { context, deadEnds } = search;
  const passed = new Set<string>();
  try {
    // A domain that somebody typed need not be one.
    for (let url = absolute(entry, entry); ; ) {
      const key = url.toLowerCase();
      const failed = deadEnds.get(key);
      if (failed) throw failed;
      if (passed.has(key)) throw loop(`${url} came twice`);
      if (passed.size > MAX_FOLLOWED_LINKS) throw loop(`it follows no more than ${MAX_FOLLOWED_LINKS}`);
      passed.add(key);
      const page = await askAutodiscover(context, url);
      const next = linked(page);
      if (next === undefined) return { server: told(context, page), url: page.url };
      const { state, to } = next;
      context.record('phone.autodiscover', { url: page.url, state, to });
      url = to;
    }
  } catch (error) {
    if (error instanceof HarnessError) for (const key of passed) deadEnds.set(key, error);
    throw error;
  }
}

/** Where the answer leads; nowhere, where it tells of a server itself. A link over plain http is not taken (inferred). */
function linked({ answer, url }: AutodiscoverPage): { state: 'redirected' | 'linked'; to: string } | undefined {
  const redirect = hrefOf(answer, 'redirect');
  const user = answer.access.length > 0 ? undefined : hrefOf(answer, 'user');
  const href = redirect ?? user;
  if (href === undefined) return undefined;
  const to = absolute(href, url);
  if (!isHttps(to)) throw unusable(url, `it leads to ${to.slice(0, 200)}, which is not https`);
  return { state: redirect === undefined ? 'linked' : 'redirected', to };
}

function hrefOf({ links }: AutodiscoverAnswer, wanted: string): string | undefined {
  return links.find(({ token }) => token.toLowerCase() === wanted)?.href;
}

function absolute(href: string, base: string): string {
  try {
    return new URL(href, base).href;
  } catch {
    throw unusable(base, `it leads to "${href.slice(0, 200)}", which is not a URL`);
  }
}

/**
 * By AccessLocation the server inside or outside; where the answer does not say where the phone is, inside before
 * outside (observed of another client).
 */
function told(context: StepContext, { answer, url }: AutodiscoverPage): DiscoveredAccess {
  const { access, location } = answer;
  const order = location === undefined ? (['Internal', 'External'] as const) : [location];
  const [server] = order.flatMap((each) => access.find((point) => point.location === each) ?? []);
  if (!server) {
    const where = location === undefined ? '' : ` for clients whose location is ${location}`;
    throw unusable(url, `it names no SIP server${where}, and no link leads on`);
  }
  const { fqdn, port } = server;
  context.record('phone.autodiscover', {
    ...{ url, state: 'found', server: `${fqdn}:${port}` },
    ...(location && { location }),
  });
  return server;
}

function loop(detail: string): HarnessError {
  return new HarnessError('PHONE_AUTODISCOVER_LOOP', { detail });
}
