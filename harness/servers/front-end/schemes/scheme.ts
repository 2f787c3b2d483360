import type { SigningKeys } from '../../../authentication/security-association/index.js';
import type { RegistrarScheme } from '../../../deployment/index.js';
import type { CredentialParameter } from '../../../wire/sip/index.js';

/** Why a handshake did not end in an association: `untrusted-issuer`, `wrong-password`… */
export type HandshakeProblem = string;

export type HandshakeStep =
  /** The client must send more; the token goes out in a 401. */
  | { readonly state: 'continue'; readonly token: Buffer }
  /** Finished. With a token the client still needs it, in a 401; without one the request itself may be signed already. */
  | { readonly state: 'done'; readonly token: Buffer | undefined; readonly proven: Proven }
  /** `other-user`: the credentials are good, but another account's. */
  | { readonly state: 'failed'; readonly problem: HandshakeProblem };

/** What a finished handshake leaves behind. */
export interface Proven {
  readonly keys: SigningKeys;
  /** SHA-1 thumbprint of the client certificate, where the scheme has one. */
  readonly certificate?: string;
  /** When the credentials themselves end; the association ends with them (MS-SIPAE 3.2.2). */
  readonly validUntil?: Date;
  /** The credentials are another account's: there are keys to sign the refusal with, and no association. */
  readonly otherUser?: boolean;
}

/** One handshake under way. */
export interface Handshake {
  step(token: Buffer): Promise<HandshakeStep>;
  /** Gives back whatever the handshake holds; no step follows. */
  end(): void;
}

/** An authentication scheme of the Registrar. */
export interface Scheme {
  readonly name: RegistrarScheme;
  /** The server's name in it: the FQDN, in Kerberos a service principal. */
  readonly targetname: string;
  /** Parameters of its entry in the list of challenges, after realm, targetname and version. */
  readonly challenge: readonly CredentialParameter[];
  /** Begin with a client that says to be this user: a SIP address without scheme. */
  begin(user: string): Handshake;
}
