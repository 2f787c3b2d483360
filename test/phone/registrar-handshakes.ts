import { NtlmServer, ntlmSigningKeys, SIP_CHALLENGE_FLAGS } from '../../harness/authentication/ntlm/index.js';
import { SecurityAssociation, type SigningKeys } from '../../harness/authentication/security-association/index.js';
import { type TlsDskPort, TlsDskServer } from '../../harness/authentication/tls-dsk/index.js';
import { Secret } from '../../harness/foundation/secret.js';

const REALM = 'SIP Communications Service';
const TARGET = 'lyncfe.contoso.test';

export function challenge(scheme: string, version: 3 | 4 = 4): string {
  return `${scheme} realm="${REALM}", targetname="${TARGET}", version=${version}`;
}

export interface RegistrarStep {
  readonly opaque: string;
  /** Goes out in a 401. */
  readonly token?: Buffer;
  readonly association?: SecurityAssociation;
  readonly failed?: boolean;
}

/** The registrar's half of handshakes on one connection, of the latest one. */
export class RegistrarHandshakes {
  static #count = 0;
  readonly #port: TlsDskPort;
  readonly #password: string;
  #dsk: TlsDskServer | undefined;
  #ntlm: NtlmServer | undefined;
  #opaque = '';

  constructor(port: TlsDskPort, password: string) {
    this.#port = port;
    this.#password = password;
  }

  async step(scheme: string, token: Buffer): Promise<RegistrarStep> {
    return scheme === 'NTLM' ? this.#ntlmStep(token) : await this.#dskStep(token);
  }

  async #dskStep(flight: Buffer): Promise<RegistrarStep> {
    if (!this.#dsk) {
      this.#dsk = new TlsDskServer(this.#port);
      this.#opaque = newOpaque(++RegistrarHandshakes.#count);
    }
    const dsk = this.#dsk;
    const step = await dsk.accept(flight);
    if (step.state === 'failed') throw new Error(step.reason);
    const opaque = this.#opaque;
    if (step.state !== 'finished') return { opaque, token: step.flight };
    this.#dsk = undefined;
    return { opaque, token: step.flight, association: associationOf('TLS-DSK', opaque, dsk.keys()) };
  }

  #ntlmStep(token: Buffer): RegistrarStep {
    if (token.length === 0) {
      this.#ntlm = new NtlmServer();
      this.#opaque = newOpaque(++RegistrarHandshakes.#count);
      const names = { netbiosDomain: 'CONTOSO', netbiosComputer: 'FE', dnsDomain: 'contoso.test', dnsComputer: TARGET };
      return { opaque: this.#opaque, token: this.#ntlm.challenge({ ...names, flags: SIP_CHALLENGE_FLAGS }) };
    }
    const opaque = this.#opaque;
    const result = this.#ntlm?.authenticate(token, () => new Secret(this.#password));
    if (!result?.ok) return { opaque, failed: true };
    return { opaque, association: associationOf('NTLM', opaque, ntlmSigningKeys(result, 'server')) };
  }
}

function newOpaque(number: number): string {
  return number.toString(16).toUpperCase().padStart(8, '0');
}

function associationOf(scheme: 'NTLM' | 'TLS-DSK', opaque: string, keys: SigningKeys): SecurityAssociation {
  const version = 4;
  return new SecurityAssociation({ side: 'server', scheme, realm: REALM, targetname: TARGET, opaque, version, keys });
}
