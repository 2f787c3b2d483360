import { randomBytes } from 'node:crypto';
import { securityTokensXml, type WebTicket } from '../../authentication/web-ticket/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { CERTIFICATE_PORT, readIssuerAddress, readPortLocation } from '../../wire/soap/index.js';
import type { Step, StepContext } from '../context.js';
import { sipAddressOf } from '../identity.js';
import { ServerUntrusted } from '../network/secure.js';
import { needed, TICKET_ENTROPY_BYTES } from '../web/ask-for-ticket.js';
import { mismatched, obtainTicket } from '../web/obtain-ticket.js';
import { metadataOf } from '../web/soap.js';
import { isGood } from '../web-ticket.js';

/**
 * A web ticket for the certificate port: the certificate service's metadata name the ticket service, its metadata the
 * port for the credentials, and that port gives the ticket. With a PIN the ticket also tells whose phone this is. One that
 * is still good is used again.
 */
export const webTicket: Step = {
  name: 'web-ticket',
  essential: true,
  async run(context) {
    const { memory, screen } = context;
    try {
      const service = memory.certificateService ?? '';
      if (isGood(memory.ticket, service, context.date.now())) return `the one for ${memory.ticket.sipAddress}, kept`;
      const metadata = await metadataOf(context.web, service);
      const audience = needed(readPortLocation(metadata, CERTIFICATE_PORT), service, `the port ${CERTIFICATE_PORT}`);
      const issuer = needed(readIssuerAddress(metadata, CERTIFICATE_PORT), service, 'the web ticket service');
      const entropy = randomBytes(TICKET_ENTROPY_BYTES);
      const { proof, ticket } = await obtainTicket(context, { issuer, audience, entropy });
      const sipAddress = userOf(context, ticket);
      memory.sipAddress = sipAddress;
      const { expires } = ticket;
      memory.ticket = { service, audience, sipAddress, securityXml: securityTokensXml(ticket), expires };
      return `for ${sipAddress}, by ${proof}`;
    } catch (error) {
      screen.show(screenFor(error, context));
      throw error;
    }
  },
};

/** With a PIN the ticket is the only source of the address (inferred); otherwise it must not contradict. */
function userOf({ typed }: StepContext, ticket: WebTicket): string {
  const named = ticket.user === undefined ? undefined : sipAddressOf(ticket.user);
  if (typed.signIn === 'pin') {
    if (named === undefined || !/^[^@\s<>"]+@[^@\s<>"]+$/.test(named)) throw mismatched('it does not name the user');
    return named;
  }
  const wanted = sipAddressOf(typed.sipAddress);
  if (named !== undefined && named.toLowerCase() !== wanted.toLowerCase()) {
    throw mismatched(`it is for ${named.slice(0, 200)}, not for ${wanted}`);
  }
  return wanted;
}

function screenFor(error: unknown, { typed }: StepContext) {
  if (error instanceof ServerUntrusted) return 'serverCertificateInvalid';
  if (error instanceof HarnessError && error.code === 'PHONE_WEB_TICKET_REFUSED') {
    return typed.signIn === 'pin' ? 'wrongPin' : 'wrongPassword';
  }
  return 'webServiceFailed';
}
