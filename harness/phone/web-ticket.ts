/** A web ticket for the certificate port, ready to be used until it ends. Holds no credential a person typed. */
export interface HeldTicket {
  /** URL of the certificate service whose metadata led to it. */
  readonly service: string;
  /** URL of the port it is for. */
  readonly audience: string;
  /** Whose it is, without `sip:`. */
  readonly sipAddress: string;
  /** What goes inside `wsse:Security`: timestamp, assertion, signature. */
  readonly securityXml: string;
  readonly expires: Date;
}

/** A ticket is used again until so long before its end (observed of another client). */
export const TICKET_RESERVE_MS = 60_000;

/** Whether a ticket will still do for a service. */
export function isGood(ticket: HeldTicket | undefined, service: string, now: Date): ticket is HeldTicket {
  return ticket?.service === service && ticket.expires.getTime() - now.getTime() > TICKET_RESERVE_MS;
}
