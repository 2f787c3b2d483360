/** A web ticket for the certificate port, ready to be used until it ends. Holds no credential a person typed. */
export interface HeldTicket {
  /** URL of the port it is for. */
  readonly audience: string;
  /** What goes inside `wsse:Security`: timestamp, assertion, signature. */
  readonly securityXml: string;
}
