import { HarnessError } from '../../foundation/errors/index.js';
import type { StepContext } from '../context.js';
import type { HttpAnswer } from '../network/http/http-answer.js';
import type { WebRequest } from '../network/http/web-client.js';
import { ServerUntrusted } from '../network/secure.js';
import { sendWithNtlm } from '../web/ntlm.js';
import { readUpdateAnswer } from './answer.js';
import type { UpdateOffer } from './flash.js';
import { updateRequest } from './request.js';
import type { UpdatePlace } from './where.js';

const what = 'the update check';

/** What an asked service offered, and which of its addresses counts. */
export interface CheckedOffer {
  readonly offer: UpdateOffer | undefined;
  readonly place: UpdatePlace;
}

/**
 * Asks the first of the places that has an address, and the fallback of one that is not trusted.
 * @throws HarnessError PHONE_HTTP_REFUSED, PHONE_UPDATE_DENIED, those of the reader and of `WebClient.send`
 */
export async function checkForUpdate(context: StepContext, places: readonly UpdatePlace[]): Promise<CheckedOffer> {
  let absent: unknown = new HarnessError('PHONE_NAME_NOT_FOUND', { name: what, type: 'A', code: 'nowhere to ask' });
  for (const [index, place] of places.entries()) {
    if (place.fallback && !(absent instanceof ServerUntrusted)) continue;
    try {
      const answer = await ask(context, place);
      return { offer: readUpdateAnswer(answer.body), place };
    } catch (error) {
      const goesOn = error instanceof ServerUntrusted ? places[index + 1]?.fallback : isAbsent(error);
      if (!goesOn) throw error;
      absent = error;
    }
  }
  throw absent;
}

function isAbsent(error: unknown): boolean {
  return error instanceof HarnessError && error.code === 'PHONE_NAME_NOT_FOUND';
}

async function ask(context: StepContext, { outside, url }: UpdatePlace): Promise<HttpAnswer> {
  const { typed, web } = context;
  const request: WebRequest = {
    method: 'POST',
    url,
    headers: { 'Content-Type': 'text/xml; charset=utf-8' },
    body: updateRequest(context),
    what,
  };
  // Inside nobody is asked who they are; outside a phone without a password can only be turned away.
  const answer = outside && typed.signIn !== 'pin' ? await sendWithNtlm(web, request, typed) : await web.send(request);
  if (answer.status === 401) throw new HarnessError('PHONE_UPDATE_DENIED', { url });
  if (answer.status !== 200) {
    throw new HarnessError('PHONE_HTTP_REFUSED', { url, what, status: answer.status, detail: '' });
  }
  return answer;
}
