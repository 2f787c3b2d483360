import { HarnessError } from '../../foundation/errors/index.js';
import type { Secret } from '../../foundation/secret.js';
import {
  type AutodiscoverResult,
  readAutodiscoverResponse,
  writeAutodiscoverRequest,
} from '../../wire/exchange/index.js';
import { domainOf, sipAddressOf } from '../identity.js';
import { isHttps } from '../network/http/is-https.js';
import type { WebClient, WebRequest } from '../network/http/web-client.js';
import { ServerUntrusted } from '../network/secure.js';
import type { TypedCredentials } from '../options.js';
import { sendWithNtlm } from '../web/ntlm.js';
import { refusedByExchange } from './refused.js';

const PATH = '/Autodiscover/Autodiscover.xml';
const WHAT = 'the question where the mailbox is';
/** Redirects followed; a loop ends here. */
export const MAX_AUTODISCOVER_REDIRECTS = 5;

type Asking = Pick<WebClient, 'send'>;

export type WindowsCredentialsTyped = Extract<TypedCredentials, { readonly password: Secret }>;

/** Names a phone asks for its mailbox; the mail address is taken to be the SIP address (inferred). */
export function autodiscoverHost(typed: WindowsCredentialsTyped): string {
  return `autodiscover.${domainOf(sipAddressOf(typed.sipAddress))}`;
}

/**
 * The URL of Exchange Web Services, by the four ways of another client in its order (observed; phones do likewise,
 * inferred): POST https autodiscover.DOMAIN, GET http there for a redirect, POST http there, POST https DOMAIN.
 * @throws HarnessError of the most telling failure: a server that is not trusted before any other
 */
export async function discoverExchange(web: Asking, typed: WindowsCredentialsTyped): Promise<string> {
  const name = autodiscoverHost(typed);
  const ways = [
    () => post(web, typed, `https://${name}${PATH}`),
    () => redirected(web, typed, `http://${name}${PATH}`),
    () => postBare(web, typed, `http://${name}${PATH}`),
    () => post(web, typed, `https://${name.replace(/^autodiscover\./, '')}${PATH}`),
  ];
  const failures: HarnessError[] = [];
  for (const way of ways) {
    try {
      return await way();
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      failures.push(error);
    }
  }
  throw mostTelling(failures);
}

function mostTelling(failures: readonly HarnessError[]): HarnessError {
  const untrusted = failures.find((error) => error instanceof ServerUntrusted);
  const [first] = failures;
  return untrusted ?? first ?? refusedByExchange(WHAT, 'there was no way to ask');
}

async function post(web: Asking, typed: WindowsCredentialsTyped, first: string): Promise<string> {
  let url = first;
  let address = sipAddressOf(typed.sipAddress);
  for (let redirects = 0; redirects <= MAX_AUTODISCOVER_REDIRECTS; redirects++) {
    const answer = await sendWithNtlm(web, question(url, address), typed);
    if (answer.status !== 200) throw refusedByExchange(WHAT, `${url} answers with status ${answer.status}`);
    const result = readAutodiscoverResponse(answer.body);
    if (result.kind === 'redirect-url') url = secureUrl(result.url);
    else if (result.kind === 'redirect-address') address = result.address;
    else return urlIn(result);
  }
  throw refusedByExchange(WHAT, `it redirects more than ${MAX_AUTODISCOVER_REDIRECTS} times`);
}

async function redirected(web: Asking, typed: WindowsCredentialsTyped, url: string): Promise<string> {
  const answer = await web.send({ method: 'GET', url, what: WHAT });
  const [location] = answer.header('location');
  if (answer.status < 300 || answer.status > 399 || location === undefined) {
    throw refusedByExchange(WHAT, `${url} answers with status ${answer.status} and no redirect`);
  }
  return await post(web, typed, secureUrl(location));
}

/** Nobody's credentials go over http. */
async function postBare(web: Asking, typed: WindowsCredentialsTyped, url: string): Promise<string> {
  const answer = await web.send(question(url, sipAddressOf(typed.sipAddress)));
  if (answer.status !== 200) throw refusedByExchange(WHAT, `${url} answers with status ${answer.status}`);
  return urlIn(readAutodiscoverResponse(answer.body));
}

function question(url: string, address: string): WebRequest {
  const body = Buffer.from(writeAutodiscoverRequest(address));
  return { method: 'POST', url, headers: { 'Content-Type': 'text/xml; charset=utf-8' }, body, what: WHAT };
}

/** A redirect must not lead a password to plain http. */
function secureUrl(url: string): string {
  if (!isHttps(url)) throw refusedByExchange(WHAT, `it redirects to ${url.slice(0, 200)}, which is not https`);
  return url;
}

function urlIn(result: AutodiscoverResult): string {
  if (result.kind === 'error') throw refusedByExchange(WHAT, `error ${result.code}, ${result.message.slice(0, 200)}`);
  const url = result.kind === 'settings' ? result.ewsUrl : undefined;
  if (url === undefined || url === '') throw refusedByExchange(WHAT, 'the answer names no EwsUrl');
  return url;
}
