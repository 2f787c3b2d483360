import { openWebTicket, type WebTicket } from '../../authentication/web-ticket/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { find, parseXml, text } from '../../wire/xml/index.js';
import type { StepContext } from '../context.js';
import type { WebAnswer } from '../network/http/web-client.js';
import { askForTicket, TICKET_WHAT, type TicketProof, type TicketWish } from './ask-for-ticket.js';
import { faultIn, refusalIn } from './soap.js';

/**
 * The ticket that was asked for, opened, and how the phone proved who its user is.
 * @throws HarnessError PHONE_WEB_TICKET_REFUSED, PHONE_WEB_TICKET_MISMATCHED, PHONE_HTTP_REFUSED, WEB_TICKET_UNREADABLE,
 * and those of `askForTicket`
 */
export async function obtainTicket(
  context: StepContext,
  wish: TicketWish,
): Promise<{ readonly ticket: WebTicket; readonly proof: TicketProof }> {
  const { answer, proof } = await askForTicket(context, wish);
  if (answer.status !== 200) throw refused(answer);
  const ticket = openWebTicket(answer.body.toString('utf8'), wish.entropy);
  checkAudience(ticket, wish.audience);
  return { ticket, proof };
}

/** The service speaks of the credentials in a fault or in a 401; any other page is not about them. */
function refused(answer: WebAnswer): HarnessError {
  if (answer.status !== 401 && !faultIn(answer)) {
    return new HarnessError('PHONE_HTTP_REFUSED', {
      url: answer.url,
      what: TICKET_WHAT,
      status: answer.status,
      detail: '',
    });
  }
  return new HarnessError('PHONE_WEB_TICKET_REFUSED', { detail: refusalIn(answer) });
}

/** A ticket that names an audience must name the one asked for. */
function checkAudience(ticket: WebTicket, audience: string): void {
  const element = find(parseXml(ticket.assertionXml), 'Audience');
  const named = element && text(element).trim();
  if (named === undefined || sameUrl(named, audience)) return;
  throw mismatched(`it is for ${named.slice(0, 200)}, not for ${audience}`);
}

/** Host and path ignore case, as IIS does. */
function sameUrl(one: string, other: string): boolean {
  try {
    return new URL(one).href.toLowerCase() === new URL(other).href.toLowerCase();
  } catch {
    return one === other;
  }
}

export function mismatched(detail: string): HarnessError {
  return new HarnessError('PHONE_WEB_TICKET_MISMATCHED', { detail });
}
