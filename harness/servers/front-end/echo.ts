import { remembered } from '../../foundation/remembered.js';
import { header, parseAddress, type SipHeader, WrittenHeader } from '../../wire/sip/index.js';
import type { Link } from './connection/link.js';
import type { Fact, Said } from './facts.js';
import { receivedVias } from './received-via.js';

/**
 * The lines of a request that stand in its response too. They are echoed as text: clients compare them, and signatures
 * cover them.
 */
export class Echo {
  readonly callId: SipHeader | undefined;
  readonly vias: readonly SipHeader[];
  readonly #again: boolean;
  readonly #from: string | undefined;
  readonly #to: string | undefined;
  #named: { readonly displayName: string | undefined; readonly from: SipHeader | undefined } | undefined;
  #tagged: { readonly tag: string; readonly to: SipHeader | undefined } | undefined;

  constructor(said: Pick<Said, 'headers' | 'again'>, link: Link) {
    this.#again = said.again;
    this.callId = this.#line('Call-ID', header(said, 'Call-ID'));
    this.vias = receivedVias(said, link).map((via) => this.#line('Via', via));
    this.#from = header(said, 'From');
    this.#to = header(said, 'To');
  }

  /** The directory's name where the client gave none (observed); a signature covers only URI and tag. */
  from(displayName: string | undefined): SipHeader | undefined {
    if (this.#named === undefined || this.#named.displayName !== displayName) {
      const from = this.#from;
      const named = displayName !== undefined && from?.startsWith('<') ? `${quotedName(displayName)}${from}` : from;
      this.#named = { displayName, from: this.#line('From', named) };
    }
    return this.#named.from;
  }

  /** With the tag where the request had none. */
  to(tag: string): SipHeader | undefined {
    if (this.#tagged?.tag !== tag) {
      const to = this.#to;
      this.#tagged = { tag, to: this.#line('To', to === undefined || hasTag(to) ? to : `${to};tag=${tag}`) };
    }
    return this.#tagged.to;
  }

  #line(name: string, value: string): SipHeader;
  #line(name: string, value: string | undefined): SipHeader | undefined;
  #line(name: string, value: string | undefined): SipHeader | undefined {
    if (value === undefined) return undefined;
    return this.#again ? new WrittenHeader(name, value) : { name, value };
  }
}

/** As every answer needs it. */
export const echo: Fact<Echo> = (said, link) => new Echo(said, link);

const quotedName = remembered((name) => `"${name.replace(/[\\"]/g, '\\$&')}"`, { entries: 1024, longest: 256 });

function hasTag(to: string): boolean {
  try {
    return parseAddress(to).parameters.has('tag');
  } catch {
    // A To that cannot be read goes back as it came, in the 400 that says so.
    return true;
  }
}
