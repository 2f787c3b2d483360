/** Why the PIN service refuses (Lync Server 2010 SDK, PinFailureReason), without `Unknown`. */
export const pinReasons = [
  'IncorrectPin',
  'UserDoesNotExist',
  'UserPinAccountLocked',
  'UserPinAccountDisabled',
  'NonUniqueUser',
  'PinNotUnique',
  'PinExpired',
  'PinNotSet',
  'PinNotEnabledForUser',
  'PinDoesNotMeetMinimumRequirements',
  'Unauthorized',
] as const;
export type PinReason = (typeof pinReasons)[number];

/** What a client hears of one reason. The real ids are in no public source, so a scenario can try others. */
export interface PinRefusal {
  readonly errorId?: number;
  readonly text?: string;
  readonly httpStatus?: number;
}

/** Of one user's PIN, beside its digits (Get-CsClientPinInfo). `locked`: by an administrator, or by the global limit. */
export const pinStates = ['set', 'not-set', 'expired', 'not-enabled', 'locked', 'unauthorized'] as const;
export type PinState = (typeof pinStates)[number];

/** Set-CsPinPolicy, as far as sign-in notices. */
export interface PinPolicy {
  /** MinPasswordLength: shorter PINs are refused; 0 for not looked at, since it is judged when a PIN is set (inferred). */
  readonly minimumLength: number;
  /** MaximumLogonAttempts: failures at one server before it refuses for an hour; by the PIN's length when undefined. */
  readonly maximumAttempts: number | undefined;
  /** Failures after which only an administrator can unlock; by the PIN's length when undefined. */
  readonly globalAttempts: number | undefined;
  /** `refused`: a number that several users have is no name, whatever the PIN. */
  readonly duplicateNumbers: 'told-apart-by-pin' | 'refused';
}

export const windowsAuthentications = ['Negotiate', 'NTLM', 'None'] as const;
export const ticketSignatures = ['hmac-sha1', 'rsa-sha1', 'rsa-sha256'] as const;
export const ticketProofs = ['strict', 'digest-lenient', 'off'] as const;
export const ticketReplays = ['allowed', 'message-id', 'signature'] as const;
/** `enabled`: the metadata name the ports whose method is on. `all`: also those that only refuse. */
export const publishedPorts = ['enabled', 'all'] as const;

/** The Web Ticket Service, as far as WebServiceSettings do not tell (Set-CsWebServiceConfiguration). */
export interface WebTicketSettings {
  /** Whether Negotiate is offered beside NTLM; some clients then insist on Kerberos, which nobody here speaks. */
  readonly negotiate: boolean;
  /** UseCertificateAuth. */
  readonly certificateAuthentication: boolean;
  /** The `/Auth` port: a user name and a password. */
  readonly usernameAuthentication: boolean;
  /** The `/Anon` port of people without an account. */
  readonly anonymousAuthentication: boolean;
  readonly publish: (typeof publishedPorts)[number];
  readonly lifetimeMs: number;
  readonly clockSkewMs: number;
  readonly ticketSkewMs: number;
  readonly signature: (typeof ticketSignatures)[number];
  readonly proof: (typeof ticketProofs)[number];
  readonly replay: (typeof ticketReplays)[number];
  /** Whether one signed request for a ticket by certificate is taken twice. */
  readonly certificateReplay: 'refused' | 'allowed';
  readonly pin: PinPolicy;
  readonly pinRefusals: Readonly<Partial<Record<PinReason, PinRefusal>>>;
}

export const defaultWebTicketSettings: WebTicketSettings = {
  negotiate: false,
  certificateAuthentication: true,
  usernameAuthentication: false,
  anonymousAuthentication: false,
  publish: 'enabled',
  lifetimeMs: 8 * 3_600_000,
  clockSkewMs: 5 * 60_000,
  ticketSkewMs: 0,
  signature: 'hmac-sha1',
  proof: 'strict',
  replay: 'allowed',
  certificateReplay: 'refused',
  pin: {
    minimumLength: 0,
    maximumAttempts: undefined,
    globalAttempts: undefined,
    duplicateNumbers: 'told-apart-by-pin',
  },
  pinRefusals: {},
};

/** A deployment's settings; one that says nothing has the defaults. */
export function webTicketSettings(deployment: { readonly webTicket?: WebTicketSettings }): WebTicketSettings {
  return deployment.webTicket ?? defaultWebTicketSettings;
}
