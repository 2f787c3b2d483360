/** Who saw it: the harness on its side of the wire, or the emulated phone on its own. */
export type Observer = 'harness' | 'phone';

/** Whose part of the exchange an event belongs to; the names of the ready line, plus the lab and the phone. */
export type Service =
  | 'lab'
  | 'control'
  | 'dhcp'
  | 'dns'
  | 'ntp'
  | 'ldap'
  | 'global-catalog'
  | 'global-catalog-ldaps'
  | 'ldaps'
  | 'cldap'
  | 'web'
  | 'web-http'
  | 'web-http-8080'
  | 'exchange'
  | 'exchange-http'
  | 'front-end'
  | 'phone';

/** What every event carries. Plain values only: an event is a line of JSON and back. */
export interface EventHead {
  /** 1, 2, 3… in the order recorded. */
  readonly seq: number;
  /** Date on the observer's clock, ISO 8601. */
  readonly time: string;
  /** Milliseconds of scenario time since the run began. */
  readonly elapsed: number;
  readonly observer: Observer;
  readonly service: Service;
  /** The device it concerns: its MAC, else `ip:ADDRESS`. */
  readonly device?: string;
  /** The connection, unique within a run: `front-end#3`. */
  readonly connection?: string;
  /** The bytes, base64, with credential values overwritten at equal length. */
  readonly raw?: string;
}

/** A certificate as an administrator names it. */
export interface CertificateName {
  readonly subject: string;
  readonly issuer: string;
  readonly thumbprint: string;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly selfSigned: boolean;
  /** As Windows names it: `sha256RSA`, `RSASSA-PSS`. */
  readonly signature?: string;
  /** dNSName entries; absent without any. */
  readonly names?: readonly string[];
}
